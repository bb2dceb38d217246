// A session with the AWS SDK for JavaScript: prints what it got as one JSON object.
import { createRequire } from 'node:module';

const { AthenaClient, GetQueryExecutionCommand, GetQueryResultsCommand, GetTableMetadataCommand, StartQueryExecutionCommand,
  InvalidRequestException } = createRequire(process.argv[2])('@aws-sdk/client-athena');

const athena = new AthenaClient({});
const start = sql => athena.send(new StartQueryExecutionCommand({
  QueryString: sql,
  QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'stock_market' },
  ResultConfiguration: { OutputLocation: 's3://lake/results/' },
}));

async function finished(id) {
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    if (QueryExecution.Status.CompletionDateTime) {
      return QueryExecution;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const { QueryExecutionId } = await start('SELECT close, "$path" FROM quotes ORDER BY close');
const execution = await finished(QueryExecutionId);
const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
const { TableMetadata } = await athena.send(
  new GetTableMetadataCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: 'stock_market', TableName: 'quotes' }));
const refused = await start('SELECT FROM quotes').catch(error => error);
const failed = await finished((await start('SELECT nonsense FROM quotes')).QueryExecutionId);

console.log(JSON.stringify({
  state: execution.Status.State,
  submitted: execution.Status.SubmissionDateTime instanceof Date,
  rows: ResultSet.Rows.map(row => row.Data.map(cell => cell.VarCharValue).join('|')),
  columns: TableMetadata.Columns.map(column => column.Name + ' ' + column.Type),
  refused: refused instanceof InvalidRequestException && refused.AthenaErrorCode,
  failed: failed.Status.StateChangeReason,
}));
