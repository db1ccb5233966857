import t from 'tap'
import { csvRows } from './csv.js'
import { mostRatings, readRatings } from './ratings-csv.js'

t.test('rows are read by RFC 4180', async t => {
  const rows = [...csvRows('\uFEFFa,"b ""c"", d",\r\n\r\n"two\nlines",x\r"y"')]
  t.strictSame(rows, [
    { line: 1, fields: ['a', 'b "c", d', ''] },
    { line: 3, fields: ['two\nlines', 'x'] },
    { line: 5, fields: ['y'] },
  ])
  t.strictSame([...csvRows('')], [])
})

t.test('a row that cannot be read ends with its line', async t => {
  const fieldsOf = (text: string) => [...csvRows(text)].map(({ fields }) => fields?.join('|'))
  t.strictSame(fieldsOf('a\n"open,b\nc\n"Dr. X, or",d\ne'), ['a', undefined, 'c', 'Dr. X, or|d', 'e'])
  t.strictSame(fieldsOf('a\n"open'), ['a', undefined])
  t.strictSame(fieldsOf(`a\n${'x'.repeat(20_000)}\nb`), ['a', undefined, 'b'])
})

t.test('many quotation marks that nobody closes are read in no time that one would notice', async t => {
  const text = `a\n${`"${'x'.repeat(400)}\n`.repeat(2_400)}`
  t.equal([...csvRows(text)].length, 2_401)
})

const head = 'Date,Name,Year,Letterboxd URI,Rating\n'

t.test('ratings keep their half stars and their days; a bad row is named and spoils no other', async t => {
  const read = readRatings(
    [
      `${head}2019-06-01,Parasite,2019,https://boxd.it/a,3.5`,
      '2019-06-02,"Crouching Tiger, Hidden Dragon",2000,,5',
      '2019-06-03,기생충,,,0.5',
      '2019-06-04,Zero,2019,,0',
      '2019-06-05,None,2019,,',
      '2019-06-06,More,2019,,5.5',
      '2019-06-07,Quarter,2019,,3.25',
      '2019-02-30,Day,2019,,4',
      '2999-01-01,Later,2019,,4',
      '06/01/2019,Style,2019,,4',
      '2019-06-08,,2019,,4',
      '2019-06-09,N\u0000l,2019,,4',
      '2019-06-10,Year,19,,4',
      '2019-06-11,Short',
      '"2019-06-12,Open,2019,,4',
      '2019-06-13,Last,2019,,4.0',
    ].join('\r\n'),
  )
  if (typeof read === 'string') throw new Error(read)
  t.strictSame(read.ratings, [
    { line: 2, name: 'Parasite', year: 2019, tenths: 35, day: '2019-06-01' },
    { line: 3, name: 'Crouching Tiger, Hidden Dragon', year: 2000, tenths: 50, day: '2019-06-02' },
    { line: 4, name: '기생충', year: null, tenths: 5, day: '2019-06-03' },
    { line: 17, name: 'Last', year: 2019, tenths: 40, day: '2019-06-13' },
  ])
  t.strictSame(
    read.skipped.map(({ line, reason }) => `${line} ${reason}`),
    [
      '5 score_invalid',
      '6 score_invalid',
      '7 score_invalid',
      '8 score_invalid',
      '9 date_invalid',
      '10 date_invalid',
      '11 date_invalid',
      '12 name_invalid',
      '13 name_invalid',
      '14 year_invalid',
      '15 score_invalid',
      '16 row_unreadable',
    ],
  )
})

t.test('what is no such list is refused, and so is one that is too long', async t => {
  for (const text of ['', '\n', 'Title,Score\nParasite,5', '{"csv":1}', 'Date,Name,Year\n']) {
    t.equal(readRatings(text), 'columns_missing')
  }
  t.strictSame(readRatings('rating,YEAR, name ,date'), { ratings: [], skipped: [] })
  const row = '2019-06-01,Parasite,2019,,3.5\n'
  t.match(readRatings(head + row.repeat(mostRatings)), { ratings: { length: mostRatings } })
  t.equal(readRatings(head + row.repeat(mostRatings + 1)), 'too_many')
})
