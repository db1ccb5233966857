import t from 'tap'
import { clientAddress, clientNetwork } from './client-network.js'

t.test('one client, one count', async t => {
  t.equal(clientNetwork('192.0.2.7'), '192.0.2.7')
  t.equal(clientNetwork('::ffff:192.0.2.7'), '192.0.2.7')
  t.equal(clientNetwork('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  t.equal(clientNetwork('2001:db8:1:2::1'), clientNetwork('2001:db8:1:2:ffff::1'))
  t.not(clientNetwork('2001:db8:1:2::1'), clientNetwork('2001:db8:1:3::1'))
  t.equal(clientNetwork('::1'), '::/64')
  t.equal(clientNetwork('unix socket'), 'unix socket')
  t.equal(clientNetwork('192.0.2.7:4711'), '192.0.2.7', 'not one count for each port')
})

t.test('an address that Postgres takes, or none', async t => {
  t.equal(clientAddress('192.0.2.7'), '192.0.2.7')
  t.equal(clientAddress('::ffff:192.0.2.7'), '192.0.2.7')
  t.equal(clientAddress('fe80::1%eth0'), 'fe80::1')
  t.equal(clientAddress('192.0.2.7:4711'), '192.0.2.7')
  t.equal(clientAddress('[2001:db8::1]:4711'), '2001:db8::1')
  t.equal(clientAddress('[2001:db8::1]'), '2001:db8::1')
  t.equal(clientAddress('unknown'), null)
  t.equal(clientAddress(''), null)
})
