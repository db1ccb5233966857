import { loadCatalogue } from '../catalogue/catalogue.js'
import { readConfig } from './config.js'
import { createVendors } from './server.js'

const { port, host, address, catalogueDirectory, paymentNotices } = readConfig()
const { url, openaiBaseUrl, youtubeBaseUrl, karloBaseUrl, close } = await createVendors({
  port,
  host,
  address,
  catalogue: loadCatalogue(catalogueDirectory),
  paymentNotices,
})
// The one line that whoever started this process waits for.
process.stdout.write(`${JSON.stringify({ url, openaiBaseUrl, youtubeBaseUrl, karloBaseUrl })}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close())
