/** Names that a newcomer knows better than the symbols. */
const NAMES = {
  '000001.SS': 'Shanghai', '399001.SZ': 'Shenzhen', GDAXI: 'DAX', GSPTSE: 'Toronto', HSI: 'Hang Seng', IXIC: 'Nasdaq', 'J203.JO': 'JSE All Share',
  KS11: 'KOSPI', N100: 'Euronext 100', N225: 'Nikkei 225', NSEI: 'Nifty 50', NYA: 'NYSE', SSMI: 'Swiss SMI', TWII: 'Taiwan'
};

/** The symbol itself where no name is known. */
export const name = symbol => NAMES[symbol] ?? symbol;

export const title = symbol => NAMES[symbol] ? `${symbol} · ${NAMES[symbol]}` : symbol;
