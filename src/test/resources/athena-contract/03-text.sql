-- https://trino.io/docs/current/functions/string.html, functions/regexp.html, functions/json.html

SELECT length('äö'), upper('a') || 'b', lower('ÄB'), reverse('abc');
=> bigint, varchar, varchar, varchar
2 | Ab | äb | cba

SELECT 'a' || CAST(NULL AS varchar), concat('a', 'b', 'c'), concat_ws(',', 'a', NULL, 'b');
=> varchar, varchar, varchar
NULL | abc | a,b

SELECT substr('abcdef', 2, 3), substr('abcdef', -2), substr('abc', 0), substr('abc', -5), substring('abcdef', 3);
=> varchar, varchar, varchar, varchar, varchar
bcd | ef |  |  | cdef

SELECT strpos('high', 'ig'), strpos('high', 'x'), position('g' IN 'high'), starts_with('high', 'hi');
=> bigint, bigint, bigint, boolean
2 | 0 | 3 | true

SELECT replace('abcb', 'b'), replace('abcb', 'b', 'x'), translate('abcd', 'ab', 'xy');
=> varchar, varchar, varchar
ac | axcx | xycd

SELECT split('a,b,c', ','), split_part('a,b,c', ',', 2), split_part('a,b', ',', 3);
=> array, varchar, varchar
[a, b, c] | b | NULL

SELECT lpad('7', 3, '0'), rpad('7', 3, '0'), lpad('1234', 2, '0');
=> varchar, varchar, varchar
007 | 700 | 12

SELECT length(trim('  a ')), length(ltrim('  a ')), length(rtrim('  a ')), trim(BOTH 'x' FROM 'xax');
=> bigint, bigint, bigint, varchar
1 | 2 | 3 | a

SELECT chr(65), codepoint('A'), levenshtein_distance('kitten', 'sitting');
=> varchar, integer, bigint
A | 65 | 3

SELECT 'a_c' LIKE 'a\_c' ESCAPE '\', 'abc' LIKE 'a\_c' ESCAPE '\', 'abc' LIKE '_b%', NULL LIKE 'a';
=> boolean, boolean, boolean, boolean
true | false | true | NULL

SELECT 'Z' < 'a', '10' < '9', 'a' < 'ab', 'é' > 'z';
=> boolean, boolean, boolean, boolean
true | true | true | true

SELECT CAST('abc' AS varchar(2)), CAST('t' AS boolean), CAST('0' AS boolean);
=> varchar, boolean, boolean
ab | true | false

SELECT CAST('yes' AS boolean);
!! INVALID_CAST_ARGUMENT

SELECT regexp_like('1a 2b 14m', '\d+b'), regexp_like('abc', '^b');
=> boolean, boolean
true | false

SELECT regexp_extract('1a 2b 14m', '\d+'), regexp_extract('1a 2b 14m', '(\d+)([a-z]+)', 2), regexp_extract('x', '\d');
=> varchar, varchar, varchar
1 | a | NULL

SELECT regexp_extract_all('1a 2b 14m', '\d+'), regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 2), regexp_count('1a 2b 14m', '\s*[a-z]+\s*');
=> array, array, bigint
[1, 2, 14] | [a, b, m] | 3

SELECT regexp_replace('1a 2b 14m', '\d+[ab] '), regexp_replace('1a 2b 14m', '(\d+)([ab]) ', '3c$2 ');
=> varchar, varchar
14m | 3ca 3cb 14m

SELECT regexp_split('1a 2b 14m', '\s*[a-z]+\s*');
=> array
[1, 2, 14, ]

SELECT to_hex(md5(to_utf8('a'))), to_hex(to_utf8('aé')), from_utf8(from_base64('YQ==')), to_base64(to_utf8('a'));
=> varchar, varchar, varchar, varchar
0CC175B9C0F1B6A831C399E269772661 | 61C3A9 | a | YQ==

SELECT json_extract_scalar('{"a":{"b":1,"c":[7,8]}}', '$.a.b'), json_extract_scalar('{"a":{"b":1,"c":[7,8]}}', '$.a.c[1]'), json_extract_scalar('{"a":{}}', '$.a');
=> varchar, varchar, varchar
1 | 8 | NULL

SELECT json_extract_scalar('not json', '$.a'), json_extract_scalar('{"a":null}', '$.a'), json_extract_scalar('{"a":"x"}', '$["a"]');
=> varchar, varchar, varchar
NULL | NULL | x

SELECT CAST(json_extract('{"a":1.5}', '$.a') AS double), json_array_length('[1,2,3]'), CAST(json_extract('{"a":"x"}', '$.a') AS varchar);
=> double, bigint, varchar
1.5 | 3 | x

SELECT upper(1);
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function upper

SELECT 'a' || 1;
!! FUNCTION_NOT_FOUND: line 1:12: Unexpected parameters
