import t from 'tap'
import { warningOf } from './log-lines.js'

t.test('what a person should see of a log', async t => {
  t.equal(warningOf('api', '{"level":30,"msg":"GET / 200"}'), undefined, 'everyday lines stay in the file')
  t.match(
    warningOf('api', '{"level":40,"time":0,"msg":"slow","err":{"message":"took 3 s"}}'),
    /api │ .*WARN.* slow: took 3 s/,
  )
  t.match(warningOf('worker', '{"level":60,"msg":"broken"}'), /FATAL.* broken/)
  t.match(warningOf('api', 'TypeError: x is not a function'), /api │ .*TypeError: x is not a function/)
  t.equal(warningOf('api', '    at main (file.js:1:1)'), undefined)
  t.equal(warningOf('sandbox', '{"url":"http://127.0.0.1:1"}'), undefined, 'JSON that is no log line')
})
