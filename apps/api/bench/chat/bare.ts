// The least that carries a message from one process to another: a socket, one insert, one publication. DATABASE_URL and
// REDIS_URL say where.
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const publisher = new Redis(process.env.REDIS_URL!)
const subscriber = new Redis(process.env.REDIS_URL!)
const sockets = new Set<WebSocket>()
await subscriber.subscribe('bare')
subscriber.on('message', (_, message) => {
  for (const socket of sockets) socket.send(message)
})
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
const insert = {
  name: 'bare',
  text: 'insert into bare_messages (room, sender, content) values ($1, $2, $3) returning id, created_at',
}
server.on('connection', socket => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', async data => {
    const { text } = JSON.parse(String(data)) as { text: string }
    const { rows } = await pool.query({ ...insert, values: [1, 1, text] })
    await publisher.publish('bare', JSON.stringify({ message: { ...rows[0], text } }))
  })
})
server.once('listening', () => console.log(`listening at ws://127.0.0.1:${(server.address() as AddressInfo).port}`))
