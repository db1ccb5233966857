import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'

const words = {
  ko: {
    title: 'Mudig 운영자 로그인',
    email: '이메일',
    password: '비밀번호',
    submit: '로그인',
    signedIn: '로그인됨',
    signOut: '로그아웃',
  },
  en: {
    title: 'Mudig staff',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    signedIn: 'Signed in as',
    signOut: 'Sign out',
  },
}

const page = (language: Language, content: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${words[language].title}</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #ece9f4; color: #1c1828;
    font: 16px/1.5 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif }
  form { width: min(92vw, 360px); padding: 32px; border-radius: 16px; background: #fff; box-shadow: 0 8px 32px #3b1f8f1a }
  h1 { margin: 0 0 20px; font-size: 20px; color: #5b2fd6 }
  label { display: block; margin: 0 0 14px; font-size: 14px; font-weight: 600 }
  input { display: block; width: 100%; margin-top: 6px; padding: 10px 12px; font: inherit; font-weight: 400; border: 1px solid #cfc9de; border-radius: 8px; background: #fff; color: inherit }
  input:focus-visible, button:focus-visible { outline: 3px solid #a58bf0; outline-offset: 1px }
  button { width: 100%; margin-top: 6px; padding: 12px; font: inherit; font-weight: 700; border: 0; border-radius: 8px; background: #5b2fd6; color: #fff; cursor: pointer }
  p { margin: 0 0 16px; padding: 10px 12px; border-radius: 8px; background: #fdecee; color: #9b1c2e; font-size: 14px }
  @media (prefers-color-scheme: dark) {
    body { background: #14111c; color: #ece9f4 }
    form { background: #201b2d; box-shadow: none }
    h1 { color: #b49cf7 }
    input { background: #14111c; border-color: #453c5e }
    p { background: #45151d; color: #ffc9d0 }
  }
</style>
</head>
<body>
${content}
</body>
</html>
`

/** A form that needs no script and loads nothing. */
export const loginPage = (
  language: Language,
  { next, email = '', problem }: { next: string; email?: string; problem?: string },
): string => {
  const { title, email: emailLabel, password, submit } = words[language]
  return page(
    language,
    `<form method="post" action="/admin/login">
<h1>${title}</h1>
${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label>${emailLabel}<input name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${email === '' ? ' autofocus' : ''}></label>
<label>${password}<input name="password" type="password" autocomplete="current-password" required maxlength="128"${email === '' ? '' : ' autofocus'}></label>
<button>${submit}</button>
</form>`,
  )
}

/** What somebody sees here who is signed in already. */
export const signedInPage = (language: Language, member: { email: string }): string => {
  const { title, signedIn, signOut } = words[language]
  return page(
    language,
    `<form method="post" action="/admin/logout">
<h1>${title}</h1>
<label>${signedIn} <strong>${escapeHtml(member.email)}</strong></label>
<button>${signOut}</button>
</form>`,
  )
}
