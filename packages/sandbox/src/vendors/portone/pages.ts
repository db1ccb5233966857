import { escapeHtml } from '@mudig/shared/core/escape-html'

/** What pressing a button does; shown in this order. */
export const choices = {
  pay: '결제하기 (pay)',
  fail: '결제 실패 (fail)',
  close: '닫기 (close)',
  lose: '결제 후 창이 닫힘 (pay, the callback is lost)',
  twice: '두 번 결제 (pay twice)',
  other: '1원 적게 결제 (pay another amount)',
  slow: '승인 대기 (the window is done, the bank is not: approve by control)',
  test: '테스트 결제 (pay in the test channel)',
  dollars: '달러 결제 (pay in dollars)',
} as const
export type Choice = keyof typeof choices

/** The payment window. What was chosen is posted to the page that opened it. */
export const payPage = (wanted: { merchant_uid: string; amount: number; name: string }): string => `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>결제 (sandbox)</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f2f2f4; color: #1c1828; font: 16px/1.5 system-ui, sans-serif }
  main { width: min(92vw, 380px); padding: 28px; border-radius: 16px; background: #fff; box-shadow: 0 8px 32px #0000001a }
  h1 { margin: 0; font-size: 20px } p { margin: 4px 0 16px; color: #5a5666 }
  button { display: block; width: 100%; margin-top: 8px; padding: 11px 16px; border: 1px solid #cfc9de; border-radius: 8px; background: #fff; font: inherit; text-align: left; cursor: pointer }
  button[data-choice=pay] { background: #fee500; border-color: #fee500; font-weight: 700 }
  button:focus-visible { outline: 3px solid #1c1828; outline-offset: 2px }
</style>
</head>
<body>
<main>
<h1>${wanted.amount.toLocaleString('ko-KR')}원</h1>
<p>${escapeHtml(wanted.name)}<br>This is the sandbox. Nobody is asked for money.</p>
${Object.entries(choices)
  .map(([choice, label]) => `<button data-choice="${choice}">${escapeHtml(label)}</button>`)
  .join('\n')}
</main>
<script>
  const wanted = ${JSON.stringify(wanted).replaceAll('<', '\\u003c')}
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', async () => {
      const answer = await fetch('choose', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...wanted, choice: button.dataset.choice }),
      })
      parent.postMessage({ sandboxPayment: await answer.json() }, '*')
    })
</script>
</body>
</html>
`

/** `window.IMP`, as far as pages of the fourth community use it: the window opens over the page. */
export const impScript = (payAddress: string): string => `(() => {
  const address = ${JSON.stringify(payAddress)}
  window.IMP = {
    init() {},
    agency() {},
    request_pay(params, callback) {
      const frame = document.createElement('iframe')
      const query = new URLSearchParams({ merchant_uid: params.merchant_uid || 'nobody_' + Date.now(), amount: params.amount, name: params.name || '' })
      frame.src = address + '?' + query
      frame.title = 'payment (sandbox)'
      frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:#0006'
      const hear = event => {
        if (event.source !== frame.contentWindow || !event.data || !event.data.sandboxPayment) return
        window.removeEventListener('message', hear)
        frame.remove()
        const { isLost, ...answer } = event.data.sandboxPayment
        if (!isLost && callback) callback(answer)
      }
      window.addEventListener('message', hear)
      document.body.append(frame)
    },
  }
})()
`
