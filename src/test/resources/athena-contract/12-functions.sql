-- functions of texts, bytes, URLs, arrays and maps: what a Trino 476 answers

SELECT soundex('Robert'), soundex('Tymczak'), soundex(''), soundex('Ashcraft'), soundex('a1b'), soundex('Pfister'), soundex('o''hara'), soundex('12'), soundex(' ')
=> varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar
R163 | T522 |  | A261 | A100 | P236 | O600 |  | 

SELECT soundex('é')
!! INVALID_FUNCTION_ARGUMENT

SELECT soundex('H'), soundex('wh'), soundex('sch'), soundex('BCDWHLZ'), soundex('lloyd'), soundex('Honeyman'),
    format_number(999), format_number(1000), format_number(1001), format_number(-1500), format_number(123456), format_number(1234567), format_number(0), format_number(9.999e0), format_number(99.95e0), format_number(1e20), format_number(nan()), format_number(infinity()), format_number(0.001e0), format_number(-0.0e0), format_number(1.5), format_number(real '1.5'),format_number(9223372036854775807),
    split_to_map('b=2,a=1', ',', '='),
    split_to_map('', ',', '=')
=> varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, map, map
H000 | W000 | S000 | B234 | L300 | H555 | 999 | 1K | 1K | -1.5K | 123K | 1.23M | 0 | 9 | 99 | 9223Q | 0 | 9223Q | 0 | 0 | 1 | 1 | 9223Q | {a=1, b=2} | {}

SELECT split_to_map('a', ',', '=')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,a=2', ',', '=')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1=2', ',', '=')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,', ',', '=')
=> map
{a=1}

SELECT split_to_map(',a=1', ',', '=')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,', '', '=')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,', ',', ',')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('=1', ',', '='),
    zip(array[1,2], array['a']), zip(array[1], array[2], array[3]),
    zip(array[], array['a']),
    zip(array[1], null),
    zip(array[1], cast(null as array(integer))),
    zip_with(array[1,2], array[3], (a,b) -> coalesce(a,0)+coalesce(b,0))
=> map, array, array, array, array, array, array
{=1} | [{field0=1, field1=a}, {field0=2, field1=null}] | [{field0=1, field1=2, field2=3}] | [{field0=null, field1=a}] | NULL | NULL | [4, 2]

SELECT array_union(array[3,1,null], array[1,2,null]), array_intersect(array[3,1,null,1], array[1,2,null,3]), array_except(array[3,1,null,1,4], array[1,2]),
    array_union(array[nan()], array[nan()]), array_except(array[nan(),1e0], array[nan()]), array_intersect(array[nan()], array[nan()]),
    arrays_overlap(array[1,null], array[2]), arrays_overlap(array[1,2], array[2]), arrays_overlap(array[1], array[2,null]), arrays_overlap(array[], array[null]),
    ngrams(array[1,2,3], 2), ngrams(array[1,2], 5),
    trim_array(array[1,2,3], 2)
=> array, array, array, array, array, array, boolean, boolean, boolean, boolean, array, array, array
[3, 1, null, 2] | [3, 1, null] | [3, null, 4] | [NaN] | [1.0] | [NaN] | NULL | true | NULL | false | [[1, 2], [2, 3]] | [[1, 2]] | [1]

SELECT trim_array(array[1,2,3], 4)
!! INVALID_FUNCTION_ARGUMENT

SELECT map_filter(map(array['b','a'], array[1,2]), (k,v) -> v > 1),
    transform_values(map(array['b','a'], array[1,2]), (k,v) -> v + 1),
    transform_keys(map(array['b','a'], array[1,2]), (k,v) -> k || 'x')
=> map, map, map
{a=2} | {b=2, a=3} | {bx=1, ax=2}

SELECT transform_keys(map(array['b','a'], array[1,2]), (k,v) -> 'x')
!! INVALID_FUNCTION_ARGUMENT

SELECT map_entries(map(array['b','a'], array[1,2])),
    map_from_entries(array[row('b',1),row('a',2)])
=> array, map
[{field0=b, field1=1}, {field0=a, field1=2}] | {b=1, a=2}

SELECT map_from_entries(array[row('b',1),row('b',2)])
!! INVALID_FUNCTION_ARGUMENT

SELECT map_from_entries(array[row('b',1),null])
!! INVALID_FUNCTION_ARGUMENT

SELECT max(x,2), min(x,2), max(x,0) FROM (VALUES 3,1,null,1) t(x)
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT round(kurtosis(x), 9), round(skewness(x), 9) FROM (VALUES 1,2,3,10) t(x)
=> double, double
3.228 | 1.018233765

SELECT kurtosis(x), skewness(x) FROM (VALUES 1,2,3) t(x)
=> double, double
NULL | 0.0

SELECT kurtosis(x), skewness(x) FROM (VALUES 1,1,1,1) t(x)
=> double, double
NaN | NaN

SELECT kurtosis(x), skewness(x) FROM (VALUES 1,2) t(x)
=> double, double
NULL | NULL

SELECT kurtosis(x), skewness(x) FROM (VALUES nan(),2,3,4) t(x)
=> double, double
NaN | NaN

SELECT bitwise_xor_agg(x) FROM (VALUES 1,2,null,7) t(x)
=> bigint
4

SELECT width_bucket(5e0, 0e0, 10e0, 4), width_bucket(-1e0, 0e0, 10e0, 4), width_bucket(10e0, 0e0, 10e0, 4), width_bucket(5e0, 10e0, 0e0, 4), width_bucket(3, 0, 10, 4)
=> bigint, bigint, bigint, bigint, bigint
3 | 0 | 5 | 2 | 2

SELECT width_bucket(5e0, 0e0, 0e0, 4)
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(5e0, 0e0, 10e0, 0)
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(nan(), 0e0, 10e0, 4)
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(infinity(), 0e0, 10e0, 4),
    width_bucket(5e0, array[1e0,3e0,7e0]), width_bucket(0e0, array[1e0]), width_bucket(7, array[1,7])
=> bigint, bigint, bigint, bigint
5 | 2 | 0 | 2

SELECT width_bucket(5e0, array[])
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(5e0, array[3e0,1e0])
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(nan(), array[3e0])
!! INVALID_FUNCTION_ARGUMENT

SELECT bit_count(7, 64), bit_count(-1, 8), bit_count(-7, 64)
=> bigint, bigint, bigint
3 | 8 | 62

SELECT bit_count(300, 8)
!! INVALID_FUNCTION_ARGUMENT

SELECT bitwise_left_shift(1, 3), bitwise_left_shift(1, 40), bitwise_left_shift(bigint '1', 40), bitwise_left_shift(tinyint '127', 1), bitwise_left_shift(1, -1),
    bitwise_right_shift(-1, 1), bitwise_right_shift(bigint '-1', 60), bitwise_right_shift_arithmetic(-8, 1), bitwise_right_shift_arithmetic(-8, 70), bitwise_right_shift(smallint '-1', 4)
=> integer, integer, bigint, tinyint, integer, integer, bigint, integer, integer, smallint
8 | 0 | 1099511627776 | -2 | 0 | 2147483647 | 15 | -4 | -1 | 4095

SELECT from_base('ff', 16), from_base('-zz', 36), from_base('', 10)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('9', 8)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('1', 37)
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('abc', 'abd'), hamming_distance('😀a', '😀b'), hamming_distance('','')
=> bigint, bigint, bigint
1 | 1 | 0

SELECT hamming_distance('abc', 'ab')
!! INVALID_FUNCTION_ARGUMENT

SELECT normalize('é', NFD) = 'é', length(normalize('é', NFD)), normalize('ﬁ', NFKC), normalize('é'),
    crc32(to_utf8('abc')), crc32(x''), xxhash64(to_utf8('abc')), sha512(x''), hmac_md5(to_utf8('a'), to_utf8('k')), hmac_sha1(to_utf8('a'), to_utf8('k')), hmac_sha256(to_utf8('a'), to_utf8('k')), hmac_sha512(to_utf8('a'), to_utf8('k'))
=> boolean, bigint, varchar, varchar, bigint, bigint, varbinary, varbinary, varbinary, varbinary, varbinary, varbinary
false | 2 | fi | é | 891568578 | 0 | 44 bc 2c f5 ad 77 09 99 | cf 83 e1 35 7e ef b8 bd f1 54 28 50 d6 6d 80 07 d6 20 e4 05 0b 57 15 dc 83 f4 a9 21 d3 6c e9 ce 47 d0 d1 3c 5d 85 f2 b0 ff 83 18 d2 87 7e ec 2f 63 b9 31 bd 47 41 7a 81 a5 38 32 7a f9 27 da 3e | dd cf 3d 21 00 49 e7 13 5f 61 af fa e7 37 31 cd | 40 e7 d4 41 ca db 17 b0 7f 05 03 41 aa 23 a6 82 0e d8 1c 8b | 78 da 91 51 1e 67 55 87 f5 b9 df 78 be de ba f5 56 0d a2 ab b8 81 62 ee 87 5d cd f7 44 95 1d 9e | 82 e0 c1 5e 0d 62 ab 17 98 4b ea 22 5b f7 d2 8a d5 4f 34 3d d6 52 0c 28 3c 3a 2c d4 38 52 a2 f7 9c 34 9c c9 b7 58 33 17 39 9e e3 8d 72 24 89 b4 5a 94 26 67 e5 5b c3 8c 42 a5 bb 20 3c 09 00 c7

SELECT hmac_md5(to_utf8('a'), x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(x'ff')
!! INVALID_FUNCTION_ARGUMENT

SELECT luhn_check('79927398713'), luhn_check('1'), luhn_check('')
=> boolean, boolean, boolean
true | false | false

SELECT luhn_check('a')
!! INVALID_FUNCTION_ARGUMENT

SELECT format_datetime(date '2020-01-02', 'yyyy'),
    regexp_position('abcabc', 'b'), regexp_position('abcabc', 'b', 3), regexp_position('abcabc', 'b', 1, 2), regexp_position('a', 'x'),
    url_encode('a b/ü*~'), url_decode('a+b%20%C3%BC'),
    array_except(array['x','x'], array['a','b']),
    array_except(array[1.5e0,nan()], array[1.5e0,nan()]),
    array_except(array['a','b'], array['a','b'])
=> varchar, integer, integer, integer, integer, varchar, varchar, array, array, array
2020 | 2 | 5 | 5 | -1 | a+b%2F%C3%BC*%7E | a b ü | [x] | [] | []

SELECT array_except(array[nan(),nan()], array[infinity(),1e0]),
    array_except(array[infinity(),1e0], array[1e0,null]),
    array_except(array[-0e0,0e0], array[-0e0,0e0]),
    array_except(array[2,2,1], array[]),
    array_except(array[1,2,3], array[]),
    array_except(array['b',null,'a'], array['😀'])
=> array, array, array, array, array, array
[NaN] | [Infinity] | [] | [2, 2, 1] | [1, 2, 3] | [b, null, a]

SELECT array_histogram(array[2,2,1]),
    array_histogram(array['a','b']),
    array_histogram(cast(null as array(integer))),
    array_histogram(array['']),
    array_histogram(array['😀']),
    array_histogram(cast(null as array(integer)))
=> map, map, map, map, map, map
{2=2, 1=1} | {a=1, b=1} | NULL | {=1} | {😀=1} | NULL

SELECT array_histogram(array[]),
    array_histogram(array['😀']),
    array_histogram(cast(null as array(varchar))),
    array_intersect(array[1,2,3], cast(null as array(integer)))
=> map, map, map, array
{} | {😀=1} | NULL | NULL

SELECT array_intersect('x', array[3,1,null,2])
!! FUNCTION_NOT_FOUND

SELECT array_intersect(array['😀'], array['x','x']),
    array_intersect(array['😀'], array['😀']),
    array_intersect(array[''], array['😀']),
    array_intersect(array[1,2,3], array[3,1,null,2]),
    array_intersect(array[1.5e0,nan()], array[1e0,null])
=> array, array, array, array, array
[] | [😀] | [] | [3, 1, 2] | []

SELECT array_intersect(8, array[null,1])
!! FUNCTION_NOT_FOUND

SELECT array_intersect(array[3,1,null,2], array[1,2,3]),
    array_union(array[nan(),nan()], array[infinity(),1e0]),
    array_union(array['x','x'], array['a','b'])
=> array, array, array
[3, 1, 2] | [NaN, Infinity, 1.0] | [x, a, b]

SELECT array_union(array['a','b'], '$[-1]')
!! FUNCTION_NOT_FOUND

SELECT array_union(array[1e0,null], array[-0e0,0e0], cast(null as decimal(10,2)))
!! FUNCTION_NOT_FOUND

SELECT array_union(array['😀'], array['x','x'])
=> array
[😀, x]

SELECT array_union(array[1.5e0,nan()], -1500)
!! FUNCTION_NOT_FOUND

SELECT array_union(array[3,1,null,2], array[nan(),nan()]),
    array_union(array[-0e0,0e0], array[infinity(),1e0]),
    array_union(array[-1], array[]),
    arrays_overlap(array[infinity(),1e0], array[nan(),nan()]),
    arrays_overlap(array[1.5e0,nan()], array[]),
    arrays_overlap(array[-0e0,0e0], array[nan(),nan()])
=> array, array, array, boolean, boolean, boolean
[3.0, 1.0, null, 2.0, NaN] | [-0.0, Infinity, 1.0] | [-1] | false | false | false

SELECT arrays_overlap(array[nan(),nan()], array[1.5e0,nan()]),
    arrays_overlap(array[infinity(),1e0], array[infinity(),1e0]),
    arrays_overlap(array[3,1,null,2], array[null,1]),
    arrays_overlap(array[''], cast(null as array(varchar))),
    arrays_overlap(array[3,1,null,2], array[3,1,null,2]),
    arrays_overlap(array['b',null,'a'], array['a','b'])
=> boolean, boolean, boolean, boolean, boolean, boolean
true | true | true | NULL | true | true

SELECT bit_count(0, 10)
=> bigint
0

SELECT bit_count(2, -1)
!! INVALID_FUNCTION_ARGUMENT

SELECT bit_count(5, 36)
=> bigint
2

SELECT bit_count(2, 2)
!! INVALID_FUNCTION_ARGUMENT

SELECT bit_count(smallint '-3', 63)
=> bigint
62

SELECT bit_count(bigint '9223372036854775807', 10)
!! INVALID_FUNCTION_ARGUMENT

SELECT bit_count(tinyint '5', 7),
    bit_count(-1, 7)
=> bigint, bigint
2 | 7

SELECT bit_count(2147483647, 2)
!! INVALID_FUNCTION_ARGUMENT

SELECT bitwise_left_shift(bigint '9223372036854775807', 2),
    bitwise_left_shift(-1, 64)
=> bigint, integer
-4 | 0

SELECT bitwise_left_shift(interval '1' day, 36)
!! FUNCTION_NOT_FOUND

SELECT bitwise_left_shift(-1, 64),
    bitwise_left_shift(bigint '9223372036854775807', 63),
    bitwise_left_shift(1, 64),
    bitwise_left_shift(3, 16),
    bitwise_left_shift(-2, 36),
    bitwise_left_shift(5, 7)
=> integer, bigint, integer, integer, integer, integer
0 | -9223372036854775808 | 0 | 196608 | 0 | 640

SELECT bitwise_right_shift(1, 8),
    bitwise_right_shift(cast(null as bigint), 32),
    bitwise_right_shift(1, 7),
    bitwise_right_shift(cast(null as bigint), 64)
=> integer, bigint, integer, bigint
0 | NULL | 0 | NULL

SELECT bitwise_right_shift('second', 2)
!! FUNCTION_NOT_FOUND

SELECT bitwise_right_shift(array['a','b'], 63)
!! FUNCTION_NOT_FOUND

SELECT bitwise_right_shift(bigint '9223372036854775807', 32),
    bitwise_right_shift(smallint '-3', 36),
    bitwise_right_shift(2147483647, 36),
    bitwise_right_shift_arithmetic(bigint '9223372036854775807', 7),
    bitwise_right_shift_arithmetic(0, 7),
    bitwise_right_shift_arithmetic(-1, 63)
=> bigint, smallint, integer, bigint, integer, integer
2147483647 | 0 | 0 | 72057594037927935 | 0 | -1

SELECT bitwise_right_shift_arithmetic(smallint '-3', 63),
    bitwise_right_shift_arithmetic(7, 16),
    bitwise_right_shift_arithmetic(cast(null as bigint), -1),
    bitwise_right_shift_arithmetic(bigint '9223372036854775807', 64),
    bitwise_right_shift_arithmetic(0, 16),
    bitwise_right_shift_arithmetic(bigint '-9223372036854775808', 64)
=> smallint, integer, bigint, bigint, integer, bigint
-1 | 0 | NULL | 0 | 0 | -1

SELECT crc32(x'616263'),
    crc32(x'616263'),
    crc32(to_utf8('héllo😀')),
    crc32(cast(null as varbinary))
=> bigint, bigint, bigint, bigint
891568578 | 891568578 | 431590572 | NULL

SELECT crc32('a=1,a=2')
!! FUNCTION_NOT_FOUND

SELECT crc32(x''),
    crc32(x''),
    crc32(x'00ff'),
    crc32(to_utf8('héllo😀')),
    current_timezone(),
    current_timezone()
=> bigint, bigint, bigint, bigint, varchar, varchar
0 | 0 | 1826356594 | 431590572 | UTC | UTC

SELECT format_number(99.95e0),
    format_number(1000),
    format_number(cast(null as bigint)),
    format_number(9223372036854775807),
    format_number(99999)
=> varchar, varchar, varchar, varchar, varchar
99 | 1K | NULL | 9223Q | 100K

SELECT format_number(9999, cast(null as varchar))
!! FUNCTION_NOT_FOUND

SELECT format_number(-1500),
    format_number(99.95e0),
    format_number(1e20),
    from_base(cast(null as varchar), 32)
=> varchar, varchar, varchar, bigint
-1.5K | 99 | 9223Q | NULL

SELECT from_base('a,b,,c', 36)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('ABC', 16)
=> bigint
2748

SELECT from_base('ab', 63)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('bc', 2)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('😀', 2)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('a', 7)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('	  x', -1)
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base('é', 32, 10)
!! FUNCTION_NOT_FOUND

SELECT from_base64url('İı')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url(''),
    1
=> varbinary, integer
 | 1

SELECT from_base64url('é')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url('a,b,,c')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url(' a b ')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url('a,b,,c')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url('a😀')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url(' a b ')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64url('ABC'),
    from_big_endian_64(cast(null as varbinary))
=> varbinary, bigint
00 10 | NULL

SELECT from_big_endian_64(x'616263')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(to_utf8('héllo😀'))
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(to_utf8('héllo😀'))
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(x'00ff')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(x'c3')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(x'00ff')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(x'')
!! INVALID_FUNCTION_ARGUMENT

SELECT from_big_endian_64(cast(null as varbinary))
=> bigint
NULL

SELECT hamming_distance('{"a":[1,2,{"b":null}]}', 'ABC')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('hello world', 'İı')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance(' a b ', 'a😀')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('', ' a b ')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('a😀', '	  x')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('', '{"a":[1,2,{"b":null}]}')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance(' ', '')
!! INVALID_FUNCTION_ARGUMENT

SELECT hamming_distance('y', 'a')
=> bigint
1

SELECT hamming_distance('hello world', '')
!! INVALID_FUNCTION_ARGUMENT

SELECT hmac_md5(cast(null as varbinary), x'')
=> varbinary
NULL

SELECT hmac_md5(x'00ff', x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT hmac_md5(x'', to_utf8('héllo😀')),
    hmac_md5(x'c3', x'c3'),
    hmac_md5(x'616263', cast(null as varbinary)),
    hmac_md5(to_utf8('héllo😀'), cast(null as varbinary)),
    hmac_md5(to_utf8('héllo😀'), x'616263'),
    hmac_md5(x'00ff', x'616263')
=> varbinary, varbinary, varbinary, varbinary, varbinary, varbinary
38 17 79 b9 45 de 29 da 09 26 8b 37 eb c7 6d 9a | 9f 49 2c e7 41 55 94 c2 59 fa 8e 73 5f f4 b1 ec | NULL | NULL | 45 96 df 1d 17 be fd 3f e3 d4 06 d4 31 2a 81 4a | db 74 48 c8 50 ce 36 ea 7a c0 00 e0 0b c1 48 54

SELECT hmac_md5(x'00ff', x'c3')
=> varbinary
e2 b5 e2 0e f1 05 88 40 f5 40 d4 1c 90 1e 8f e6

SELECT hmac_sha1(to_utf8('héllo😀'), x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT hmac_sha1(to_utf8('héllo😀'), cast(null as varbinary))
=> varbinary
NULL

SELECT hmac_sha1(x'', x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT hmac_sha1(x'', to_utf8('héllo😀'))
=> varbinary
b4 9d ae 01 0b c1 02 f2 e8 09 d5 3c 31 b2 6e 74 89 f1 72 12

SELECT hmac_sha1(x'', array[2,3])
!! FUNCTION_NOT_FOUND

SELECT hmac_sha1(cast(null as varbinary), x'c3'),
    hmac_sha1(x'616263', x'616263')
=> varbinary, varbinary
NULL | 5b 33 3a 38 9b 4e 9a 23 58 ac 53 92 bf 2a 64 dc 68 e3 c9 43

SELECT hmac_sha1(array[1e0,3e0,7e0], to_utf8('héllo😀'))
!! FUNCTION_NOT_FOUND

SELECT hmac_sha1(cast(null as timestamp), x'')
!! FUNCTION_NOT_FOUND

SELECT hmac_sha256(x'c3', x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT hmac_sha256(x'00ff', cast(null as varbinary))
=> varbinary
NULL

SELECT hmac_sha256(x'c3')
!! FUNCTION_NOT_FOUND

SELECT hmac_sha256(x'616263', x'616263')
=> varbinary
2f 02 e2 4a e2 e1 fe 88 03 99 f2 76 00 af a8 83 64 e6 06 2b f9 bb e1 14 b3 2f a8 f2 3d 03 60 8a

SELECT hmac_sha256(x'00ff', x'')
!! GENERIC_INTERNAL_ERROR|INVALID_FUNCTION_ARGUMENT

SELECT hmac_sha256(x'c3', x'616263'),
    hmac_sha256(x'c3', to_utf8('héllo😀')),
    hmac_sha256(x'616263', x'c3'),
    hmac_sha256(to_utf8('héllo😀'), cast(null as varbinary)),
    hmac_sha512(to_utf8('héllo😀'), x'616263'),
    hmac_sha512(x'c3', x'616263')
=> varbinary, varbinary, varbinary, varbinary, varbinary, varbinary
ac 14 f7 5b fc a7 17 7e 25 83 0b b0 26 b2 c8 57 4b 51 77 0d 1c 8c 97 c2 c9 97 9e f4 1c c8 fd 88 | 6a 93 9b ee d6 62 6f b2 05 1d 9c 98 1a a4 5d 11 c3 38 2e 20 5f 76 8d bd d3 cb e5 a1 3d 14 80 7a | 70 53 e4 df 74 cf b2 08 3c cc ac ff e4 32 eb 35 46 ea d6 29 b7 cc 44 e8 3f 58 11 b2 34 12 a7 52 | NULL | fc 7f 16 ec f2 e9 3f 63 62 17 8f ed 66 a8 4b e1 7b a5 0e 0b 9a a2 38 8e 84 1f 3d 97 62 5d 46 bd e0 04 bc a1 27 b1 0d 7e 1e 97 22 c0 90 55 0d c2 30 90 ae 6b 00 87 5c 25 92 dd 67 07 36 65 a9 3f | 68 b5 b5 c1 5d 50 fd b6 cc 61 e1 2d fa 38 61 4d 8a 80 87 64 e0 28 08 de 7f c5 45 1c 67 16 43 e5 da ad 8d 55 65 a9 9a b7 23 f4 c9 7f 4c a0 f0 6d 0c 3c a9 06 e1 79 11 c9 f7 b4 02 1e ea 36 28 d5

SELECT hmac_sha512(x'c3', to_utf8('héllo😀')),
    hmac_sha512(to_utf8('héllo😀'), x'616263'),
    hmac_sha512(x'00ff', to_utf8('héllo😀')),
    hmac_sha512(x'', x'616263'),
    hmac_sha512(cast(null as varbinary), x'c3'),
    hmac_sha512(x'616263', x'c3')
=> varbinary, varbinary, varbinary, varbinary, varbinary, varbinary
51 ed 10 dc 20 8d 2c 3b 36 96 64 aa 61 47 c6 88 ee 81 6f c9 93 f3 03 39 66 20 5b 79 0c 04 ab c7 ee da 7f 1a f3 46 28 c7 a8 5f 25 63 2d 73 35 85 96 7a 45 7a 07 c9 7c 6c 0c ef 00 66 40 6f e8 e0 | fc 7f 16 ec f2 e9 3f 63 62 17 8f ed 66 a8 4b e1 7b a5 0e 0b 9a a2 38 8e 84 1f 3d 97 62 5d 46 bd e0 04 bc a1 27 b1 0d 7e 1e 97 22 c0 90 55 0d c2 30 90 ae 6b 00 87 5c 25 92 dd 67 07 36 65 a9 3f | ea dd 79 f1 55 cc 89 38 f3 bc 72 b4 35 ed 5a 5d bf 37 58 d2 24 3f 77 6c a4 d2 7f f8 02 ad c1 e2 54 de a3 68 1a da 88 aa 5c 5c d1 71 f1 dd 54 54 96 b0 e5 03 1a 30 d5 1b 82 6f 50 03 d3 09 d4 12 | f0 bb 5a 83 95 f7 4f c8 17 24 5d 05 bd 52 dd 62 e3 d1 1e 18 ff ed ce 43 19 78 c3 75 1d 1d 94 40 2a b0 bc 20 05 4a c2 49 f6 52 96 03 35 68 97 3b 48 0f 6f c1 aa 8a 20 65 bb ad 41 0f 4d 5a 94 a4 | NULL | 26 21 08 7c eb ba 14 53 31 29 6c 86 9c 9a 50 c3 48 72 de 4f c8 77 a5 8c aa a5 79 a6 eb 6c 01 77 42 9a dd 38 c7 8a 06 15 43 7c 0c 6a 49 fb 85 dd cc bb 0f 9d fc 80 4d d3 19 ab 36 64 32 91 e3 62

SELECT hmac_sha512(x'616263', x'616263'),
    is_json_scalar('1.50'),
    is_json_scalar('{}'),
    is_json_scalar('"s"'),
    is_json_scalar(json '{"a":{"b":[1,2]}}'),
    is_json_scalar('{"a":1,"b":"x"}')
=> varbinary, boolean, boolean, boolean, boolean, boolean
1a 97 e0 5c 35 e6 72 76 90 df df 2e 80 79 b3 4f ef ab f1 52 36 ab c9 17 0d cc dc f5 62 3e 4c 5c e7 2a 44 68 42 bd 76 07 18 6c 9e 3f 21 c0 a0 ed f6 ab 6c 5e c8 30 4a 1f 96 9c 20 c1 45 5e 9b 7c | true | false | true | false | false

SELECT is_json_scalar('k')
!! INVALID_FUNCTION_ARGUMENT

SELECT is_json_scalar(json '{"a":{"b":[1,2]}}'),
    is_json_scalar('1.50'),
    is_json_scalar('{"a":1e2}'),
    json_size('{"a":1,"b":"x"}', '$.b'),
    json_size('[1,2] ', '$.a.b[1]')
=> boolean, boolean, boolean, bigint, bigint
false | true | false | 0 | NULL

SELECT json_size('"s"', 'a')
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT json_size('{}', '$.b')
=> bigint
NULL

SELECT json_size('"s"', '$..a')
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT json_size('[1,2,3]', '$[-1]')
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT json_size('bad', '$[-1]')
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT json_size('null', '$[0]')
=> bigint
NULL

SELECT json_size(json '[]', '$..a')
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT luhn_check('ß😀x')
!! INVALID_FUNCTION_ARGUMENT

SELECT luhn_check('a,b,,c')
!! INVALID_FUNCTION_ARGUMENT

SELECT luhn_check('h')
!! INVALID_FUNCTION_ARGUMENT

SELECT luhn_check(0.5e0)
!! FUNCTION_NOT_FOUND

SELECT luhn_check('Robert')
!! INVALID_FUNCTION_ARGUMENT

SELECT luhn_check('')
=> boolean
false

SELECT luhn_check()
!! FUNCTION_NOT_FOUND

SELECT luhn_check('12')
=> boolean
false

SELECT luhn_check(1e300, map(array['a','b'],array[1,2]))
!! FUNCTION_NOT_FOUND

SELECT map_entries(map(array['x'],array[null])),
    map_entries(cast(null as map(varchar,integer))),
    map_entries(map(array['a','b'],array[1,2])),
    map_entries(map(array['a','b'],array[1,2])),
    map_entries(cast(null as map(varchar,integer)))
=> array, array, array, array, array
[{field0=x, field1=null}] | NULL | [{field0=a, field1=1}, {field0=b, field1=2}] | [{field0=a, field1=1}, {field0=b, field1=2}] | NULL

SELECT map_entries('%H:%i:%s')
!! FUNCTION_NOT_FOUND

SELECT map_entries(map(array['x'],array[null]))
=> array
[{field0=x, field1=null}]

SELECT ngrams(array[3,1,null,2], 0)
!! INVALID_FUNCTION_ARGUMENT

SELECT ngrams(cast(null as array(varchar)), 2),
    ngrams(array['😀'], 3),
    ngrams(array['b',null,'a'], 10)
=> array, array, array
NULL | [[😀]] | [[b, null, a]]

SELECT ngrams(array['x','x'], 10, array[])
!! FUNCTION_NOT_FOUND

SELECT ngrams(array[''], 3),
    ngrams(array['b',null,'a'], 10)
=> array, array
[[]] | [[b, null, a]]

SELECT ngrams(array['a','b'], -2)
!! INVALID_FUNCTION_ARGUMENT

SELECT ngrams(array[1,2,3], 10),
    normalize('İı', NFKD),
    normalize('abc', NFD),
    normalize('é', NFKC),
    normalize('', NFKC),
    normalize('')
=> array, varchar, varchar, varchar, varchar, varchar
[[1, 2, 3]] | İı | abc | é |  | 

SELECT normalize(' a b '),
    normalize('é', NFC),
    normalize('a😀', NFC),
    normalize('	  x', NFD),
    regexp_position('a,b,,c', '\s*', 2),
    regexp_position('ß😀x', '^a|c$')
=> varchar, varchar, varchar, varchar, integer, integer
 a b  | é | a😀 | 	  x | 2 | -1

SELECT regexp_position('a,b,,c', '', 10, 10)
=> integer
-1

SELECT regexp_position('é', '(', 1)
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_position('İı', '(a)|(b)', 10, 10),
    regexp_position('{"a":[1,2,{"b":null}]}', '(?i)B', 1, 5)
=> integer, integer
-1 | -1

SELECT regexp_position('İı', '(')
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_position('{"a":[1,2,{"b":null}]}', '[a-c]+'),
    regexp_position('hello world', '(a)|(b)', 10),
    sha512(x'616263'),
    sha512(x''),
    sha512(to_utf8('héllo😀')),
    sha512(x'c3')
=> integer, integer, varbinary, varbinary, varbinary, varbinary
3 | -1 | dd af 35 a1 93 61 7a ba cc 41 73 49 ae 20 41 31 12 e6 fa 4e 89 a9 7e a2 0a 9e ee e6 4b 55 d3 9a 21 92 99 2a 27 4f c1 a8 36 ba 3c 23 a3 fe eb bd 45 4d 44 23 64 3c e8 0e 2a 9a c9 4f a5 4c a4 9f | cf 83 e1 35 7e ef b8 bd f1 54 28 50 d6 6d 80 07 d6 20 e4 05 0b 57 15 dc 83 f4 a9 21 d3 6c e9 ce 47 d0 d1 3c 5d 85 f2 b0 ff 83 18 d2 87 7e ec 2f 63 b9 31 bd 47 41 7a 81 a5 38 32 7a f9 27 da 3e | 50 4b 2b d3 17 2a 4c 2f 6c b7 fe d1 38 06 d1 12 8a a5 52 51 1c a4 c6 6d a7 7f 4f 0a 1a 6e 77 21 4e 68 3b ac 18 b3 6d 04 67 61 d1 81 56 12 50 4e fd d1 4a e3 ca 4b 70 e0 94 60 09 38 2f 0b 31 b3 | 60 31 3f 85 21 d3 01 69 16 d8 76 f7 ad 11 cf 42 a3 0d fd 4f f9 bc 55 7f 1e 2f 90 e0 d3 7c 56 b7 6a b5 e4 2c 8a 16 db 20 c1 80 86 b0 d7 69 c0 85 42 42 9c 26 2c c2 1e e4 fb a0 2b fc 68 9a 47 97

SELECT sha512(cast(null as boolean))
!! FUNCTION_NOT_FOUND

SELECT sha512(cast(null as varchar))
!! FUNCTION_NOT_FOUND

SELECT sha512(array[1,2,3])
!! FUNCTION_NOT_FOUND

SELECT sha512(x'c3'),
    sha512(cast(null as varbinary)),
    soundex('hello world'),
    soundex('Tymczak'),
    soundex('12'),
    soundex('Robert')
=> varbinary, varbinary, varchar, varchar, varchar, varchar
60 31 3f 85 21 d3 01 69 16 d8 76 f7 ad 11 cf 42 a3 0d fd 4f f9 bc 55 7f 1e 2f 90 e0 d3 7c 56 b7 6a b5 e4 2c 8a 16 db 20 c1 80 86 b0 d7 69 c0 85 42 42 9c 26 2c c2 1e e4 fb a0 2b fc 68 9a 47 97 | NULL | H464 | T522 |  | R163

SELECT soundex('Tymczak'),
    soundex('Ashcraft'),
    soundex('Jackson'),
    soundex('VanDeusen'),
    soundex('Ashcraft')
=> varchar, varchar, varchar, varchar, varchar
T522 | A261 | J250 | V532 | A261

SELECT split_to_map('a', 'ab', 'y')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,a=2', 'a', 'x')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map(',a=1', 'b', 'k')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('', ' ', 'k')
=> map
{}

SELECT split_to_map('a=1,', 'b', 'z')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('a=1,', ',', 0)
!! FUNCTION_NOT_FOUND

SELECT split_to_map(',a=1', '😀', 'z')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('', '😀', 'y'),
    split_to_map('', 'bc', 'k')
=> map, map
{} | {}

SELECT split_to_multimap('b=2,a=,c=3', ' ', 'z')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_multimap(array[1], ' ', 'x')
!! FUNCTION_NOT_FOUND

SELECT split_to_multimap('a=1,a=2', 'a', 'x')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_multimap(cast(null as varchar), 'ab', 'a')
=> map
NULL

SELECT split_to_multimap('a=1,b=2', ' ', 'y')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_multimap(cast(null as varchar), ' ', 'x')
=> map
NULL

SELECT split_to_multimap('b=2,a=,c=3', 'b', 'k')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_multimap('a=1,a=2', 'bc', 'x')
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_multimap('a=1,', ' ', 'k')
!! INVALID_FUNCTION_ARGUMENT

SELECT timezone(from_unixtime(1e9)),
    timezone(timestamp '2020-02-29 23:59:59.999 UTC'),
    timezone(from_unixtime(1e9)),
    timezone(timestamp '2021-01-01 00:00:00 UTC')
=> varchar, varchar, varchar, varchar
UTC | UTC | UTC | UTC

SELECT timezone(decimal '-7.125')
!! FUNCTION_NOT_FOUND

SELECT timezone('{"a":[1,2,{"b":null}]}')
!! FUNCTION_NOT_FOUND

SELECT timezone()
!! FUNCTION_NOT_FOUND

SELECT timezone(array[2,2,1])
!! FUNCTION_NOT_FOUND

SELECT timezone(timestamp '2020-02-29 23:59:59.999 UTC'),
    timezone_hour(timestamp '2020-02-29 23:59:59.999 UTC'),
    timezone_hour(timestamp '2021-01-01 00:00:00 UTC')
=> varchar, bigint, bigint
UTC | 0 | 0

SELECT timezone_hour(array[1e0,null])
!! FUNCTION_NOT_FOUND

SELECT timezone_hour(from_unixtime(1e9)),
    timezone_hour(timestamp '2020-02-29 23:59:59.999 UTC')
=> bigint, bigint
0 | 0

SELECT timezone_hour()
!! FUNCTION_NOT_FOUND

SELECT timezone_hour()
!! FUNCTION_NOT_FOUND

SELECT timezone_hour(from_unixtime(1e9)),
    timezone_hour(timestamp '2021-01-01 00:00:00 UTC'),
    to_base64url(x'')
=> bigint, bigint, varchar
0 | 0 | 

SELECT to_base64url()
!! FUNCTION_NOT_FOUND

SELECT to_base64url(x'00ff'),
    to_base64url(x'c3'),
    to_base64url(to_utf8('héllo😀')),
    to_base64url(x'00ff')
=> varchar, varchar, varchar, varchar
AP8= | ww== | aMOpbGxv8J-YgA== | AP8=

SELECT to_base64url(5)
!! FUNCTION_NOT_FOUND

SELECT to_base64url(x'c3'),
    to_base64url(cast(null as varbinary)),
    to_big_endian_64(bigint '9223372036854775807'),
    to_big_endian_64(tinyint '5'),
    to_big_endian_64(0),
    to_big_endian_64(cast(null as integer))
=> varchar, varchar, varbinary, varbinary, varbinary, varbinary
ww== | NULL | 7f ff ff ff ff ff ff ff | 00 00 00 00 00 00 00 05 | 00 00 00 00 00 00 00 00 | NULL

SELECT to_big_endian_64(cast(null as bigint))
=> varbinary
NULL

SELECT to_big_endian_64()
!! FUNCTION_NOT_FOUND

SELECT to_big_endian_64(-1),
    to_big_endian_64(2147483647),
    to_big_endian_64(bigint '-9223372036854775808'),
    trim_array(array[-1], 0)
=> varbinary, varbinary, varbinary, array
ff ff ff ff ff ff ff ff | 00 00 00 00 7f ff ff ff | 80 00 00 00 00 00 00 00 | [-1]

SELECT trim_array(array[3,1,null,2], 5)
!! INVALID_FUNCTION_ARGUMENT

SELECT trim_array(array[1,2,3], 5)
!! INVALID_FUNCTION_ARGUMENT

SELECT trim_array(array[1], 10)
!! INVALID_FUNCTION_ARGUMENT

SELECT trim_array(array[1,2,3], 2)
=> array
[1]

SELECT trim_array(array[-1], 10, '%r')
!! FUNCTION_NOT_FOUND

SELECT trim_array(array[1])
!! FUNCTION_NOT_FOUND

SELECT trim_array(array[null,1], true)
!! FUNCTION_NOT_FOUND

SELECT trim_array(cast(null as array(integer)), -1, -2.5)
!! FUNCTION_NOT_FOUND

SELECT url_decode(decimal '-7.125')
!! FUNCTION_NOT_FOUND

SELECT url_decode(1e20)
!! FUNCTION_NOT_FOUND

SELECT url_decode('not a url'),
    url_decode('http://h/?a=b=c&a=2'),
    url_decode('İı'),
    url_decode(cast(null as varchar))
=> varchar, varchar, varchar, varchar
not a url | http://h/?a=b=c&a=2 | İı | NULL

SELECT url_decode(2147483647)
!! FUNCTION_NOT_FOUND

SELECT url_decode('ß😀x'),
    url_decode(''),
    url_encode(''),
    url_encode('{"a":[1,2,{"b":null}]}'),
    url_encode('	  x'),
    url_encode(cast(null as varchar))
=> varchar, varchar, varchar, varchar, varchar, varchar
ß😀x |  |  | %7B%22a%22%3A%5B1%2C2%2C%7B%22b%22%3Anull%7D%5D%7D | %09++x | NULL

SELECT url_encode('mailto:a@b'),
    url_encode('é'),
    url_encode('/rel?k='),
    url_encode(''),
    url_encode('not a url'),
    url_extract_fragment('mailto:a@b')
=> varchar, varchar, varchar, varchar, varchar, varchar
mailto%3Aa%40b | e%CC%81 | %2Frel%3Fk%3D |  | not+a+url | 

SELECT url_extract_fragment('http://h/?a=b=c&a=2'),
    url_extract_fragment('/rel?k='),
    url_extract_fragment('not a url'),
    url_extract_fragment('/rel?k='),
    url_extract_fragment('not a url'),
    url_extract_fragment('http://h/?a=b=c&a=2')
=> varchar, varchar, varchar, varchar, varchar, varchar
 |  | NULL |  | NULL | 

SELECT url_extract_fragment('http://user@host.com:8080/a%20b/c?x=1&y=a+b&z#frag'),
    url_extract_fragment(' '),
    url_extract_host('month'),
    url_extract_host('mailto:a@b'),
    url_extract_host('/rel?k='),
    url_extract_host('not a url')
=> varchar, varchar, varchar, varchar, varchar, varchar
frag | NULL |  |  |  | NULL

SELECT url_extract_host(NFD)
!! COLUMN_NOT_FOUND

SELECT url_extract_host()
!! FUNCTION_NOT_FOUND

SELECT url_extract_host('mailto:a@b'),
    1
=> varchar, integer
 | 1

SELECT url_extract_host()
!! FUNCTION_NOT_FOUND

SELECT url_extract_host('https://example.com'),
    url_extract_parameter(cast(null as varchar), 'x'),
    url_extract_parameter(cast(null as varchar), 'y'),
    url_extract_parameter('mailto:a@b', 'x'),
    url_extract_parameter('', 'k'),
    url_extract_parameter('https://example.com', 'a')
=> varchar, varchar, varchar, varchar, varchar, varchar
example.com | NULL | NULL | NULL | NULL | NULL

SELECT url_extract_parameter('/rel?k=', 'a'),
    url_extract_parameter(cast(null as varchar), 'k'),
    url_extract_parameter('', 'x'),
    url_extract_parameter('not a url', 'k'),
    url_extract_path('mailto:a@b')
=> varchar, varchar, varchar, varchar, varchar
NULL | NULL | NULL | NULL | 

SELECT url_extract_path(x'00ff')
!! FUNCTION_NOT_FOUND

SELECT url_extract_path(array[3e0,1e0])
!! FUNCTION_NOT_FOUND

SELECT url_extract_path('http://h/?a=b=c&a=2'),
    url_extract_path(cast(null as varchar)),
    url_extract_path('not a url'),
    url_extract_path('not a url'),
    url_extract_path(''),
    url_extract_path('http://h/?a=b=c&a=2')
=> varchar, varchar, varchar, varchar, varchar, varchar
/ | NULL | NULL | NULL |  | /

SELECT url_extract_port(cast(null as varchar)),
    url_extract_port('http://h/?a=b=c&a=2'),
    url_extract_port('not a url'),
    url_extract_port('http://user@host.com:8080/a%20b/c?x=1&y=a+b&z#frag')
=> bigint, bigint, bigint, bigint
NULL | NULL | NULL | 8080

SELECT url_extract_port(10)
!! FUNCTION_NOT_FOUND

SELECT url_extract_port('http://h/?a=b=c&a=2'),
    url_extract_port('/rel?k='),
    url_extract_port('https://example.com'),
    url_extract_port('/rel?k='),
    url_extract_protocol('{"a":1e2}'),
    url_extract_protocol('https://example.com')
=> bigint, bigint, bigint, bigint, varchar, varchar
NULL | NULL | NULL | NULL | NULL | https

SELECT url_extract_protocol(cast(null as varchar)),
    url_extract_protocol(cast(null as varchar))
=> varchar, varchar
NULL | NULL

SELECT url_extract_protocol()
!! FUNCTION_NOT_FOUND

SELECT url_extract_protocol()
!! FUNCTION_NOT_FOUND

SELECT url_extract_protocol('mailto:a@b'),
    url_extract_protocol('https://example.com'),
    url_extract_protocol('/rel?k='),
    url_extract_query('http://h/?a=b=c&a=2'),
    url_extract_query(cast(null as varchar)),
    url_extract_query('')
=> varchar, varchar, varchar, varchar, varchar, varchar
mailto | https |  | a=b=c&a=2 | NULL | 

SELECT url_extract_query(''),
    url_extract_query('http://user@host.com:8080/a%20b/c?x=1&y=a+b&z#frag')
=> varchar, varchar
 | x=1&y=a+b&z

SELECT url_extract_query('mailto:a@b', array[1e0,null])
!! FUNCTION_NOT_FOUND

SELECT url_extract_query('https://example.com'),
    1
=> varchar, integer
 | 1

SELECT url_extract_query('http://user@host.com:8080/a%20b/c?x=1&y=a+b&z#frag', 'a')
!! FUNCTION_NOT_FOUND

SELECT url_extract_query('mailto:a@b'),
    1
=> varchar, integer
 | 1

SELECT width_bucket(infinity(), array[])
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(bigint '-9223372036854775808', '%f', 1, 2)
!! FUNCTION_NOT_FOUND

SELECT width_bucket(1e300, infinity(), infinity(), 1)
!! INVALID_FUNCTION_ARGUMENT

SELECT width_bucket(nan(), 1e-10, cast(null as double), 3),
    width_bucket(-1, 2, -2, 1)
=> bigint, bigint
NULL | 1

SELECT width_bucket(123456.789e0)
!! FUNCTION_NOT_FOUND

SELECT width_bucket(1e-10, array[1e0,3e0,7e0]),
    width_bucket(123456.789e0, -0e0, 1.5e0, 1)
=> bigint, bigint
0 | 2

SELECT width_bucket(0, 5, 5, 5)
!! INVALID_FUNCTION_ARGUMENT

SELECT xxhash64(x'616263'),
    xxhash64(cast(null as varbinary)),
    xxhash64(cast(null as varbinary)),
    xxhash64(x'')
=> varbinary, varbinary, varbinary, varbinary
44 bc 2c f5 ad 77 09 99 | NULL | NULL | ef 46 db 37 51 d8 e9 99

SELECT xxhash64()
!! FUNCTION_NOT_FOUND

SELECT xxhash64(x'00ff'),
    xxhash64(x'616263'),
    xxhash64(x'c3'),
    xxhash64(x''),
    zip(array[''], array[-1], array[-1], array[3,1,null,2]),
    zip(array[nan(),nan()], array[1,2,3], array[1])
=> varbinary, varbinary, varbinary, varbinary, array, array
e0 d9 7d 9a 03 13 1d 7d | 44 bc 2c f5 ad 77 09 99 | d6 2e 03 a7 ec 33 b6 ac | ef 46 db 37 51 d8 e9 99 | [{field0=, field1=-1, field2=-1, field3=3}, {field0=null, field1=null, field2=null, field3=1}, {field0=null, field1=null, field2=null, field3=null}, {field0=null, field1=null, field2=null, field3=2}] | [{field0=NaN, field1=1, field2=1}, {field0=NaN, field1=2, field2=null}, {field0=null, field1=3, field2=null}]

SELECT zip(cast(null as array(varchar)), array[2,2,1], array[2,2,1], array[2,2,1]),
    zip(cast(null as array(varchar)), array[-1], array[-1], array[]),
    zip(array['x','x'], array[1], array[null,1], cast(null as array(integer))),
    zip(array[-1], array['a','b']),
    zip(array['b',null,'a'], array[1], array[-1], array[2,2,1]),
    zip(array[1,2,3], array[-1], array[3,1,null,2])
=> array, array, array, array, array, array
NULL | NULL | NULL | [{field0=-1, field1=a}, {field0=null, field1=b}] | [{field0=b, field1=1, field2=-1, field3=2}, {field0=null, field1=null, field2=null, field3=2}, {field0=a, field1=null, field2=null, field3=1}] | [{field0=1, field1=-1, field2=3}, {field0=2, field1=null, field2=1}, {field0=3, field1=null, field2=null}, {field0=null, field1=null, field2=2}]

SELECT zip(array['a','b'], array[], array[-1], array[null,1]),
    element_at(map_concat(map(array['b','a'], array[1,2]), map(array['a','c'], array[5,6])), 'a'),
    cardinality(array_histogram(array[1,2,1,null])),
    element_at(array_histogram(array[1,2,1,null]), 1)
=> array, integer, bigint, bigint
[{field0=a, field1=null, field2=-1, field3=null}, {field0=b, field1=null, field2=null, field3=1}] | 5 | 2 | 2

SELECT element_at(m, 'b'), cardinality(m) FROM (SELECT multimap_agg(k, v) m FROM (VALUES ('b',1),('a',2),('b',null),(null,3)) t(k,v))
=> array, bigint
[1, null] | 2

SELECT multimap_agg(k, v) FROM (VALUES (cast(null as varchar),1)) t(k,v)
=> map
NULL

SELECT map_filter(map(array['b','a'], array[1,null]), (k,v) -> v > 1)
=> map
{}

SELECT map_filter(map(array[1], array[2]), (k,v) -> v)
!! FUNCTION_NOT_FOUND

SELECT transform_values(map(array['b'], array[null]), (k,v) -> k),
    zip_with(array[1,2], array['a'], (x,y) -> y || cast(x as varchar))
=> map, array
{b=b} | [a1, null]

SELECT zip_with(array[1], array[2], x -> x)
!! INVALID_PARAMETER_USAGE|FUNCTION_NOT_FOUND

SELECT transform_values(array[1], (k,v) -> k)
!! FUNCTION_NOT_FOUND

SELECT zip_with(a, a, (x,y) -> x * y + n), transform_values(map(a, a), (k,v) -> k * 10 + n) FROM (VALUES (array[1,2], 100)) t(a, n)
=> array, map
[101, 104] | {1=110, 2=120}

SELECT transform(array[array[1,2],array[3]], x -> transform(x, y -> y + cardinality(x)))
=> array
[[3, 4], [4]]
