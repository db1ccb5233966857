import type { FastifyInstance } from 'fastify'
import type { SandboxState } from '../state.js'
import { registerPaymentControl } from './control.js'
import { PaymentLedger } from './ledger.js'
import { startNotices } from './notices.js'
import { registerPortoneV1 } from './v1.js'
import { registerPortoneV2 } from './v2.js'
import { registerPaymentWindow } from './window.js'

/** PortOne: both of its interfaces on the same books, the window that people pay in, and its notices. */
export const registerPortone = (
  app: FastifyInstance,
  state: SandboxState,
  { addressOf, noticesTo }: { addressOf: () => string; noticesTo: string },
): void => {
  const ledger = new PaymentLedger()
  const notices = startNotices(
    ledger,
    { url: noticesTo, version: 'v2', times: 1, delay_ms: 0, signature: 'right' },
    state.closing,
  )
  state.onReset(() => {
    ledger.reset()
    notices.reset()
  })
  registerPortoneV1(app, state, ledger)
  registerPortoneV2(app, state, ledger)
  registerPaymentWindow(app, ledger, addressOf)
  registerPaymentControl(app, ledger, notices)
}
