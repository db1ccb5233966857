// Draws the pictures that are shipped with the API: the one of a new listener and the cover of a playlist that is still
// being dug. They are committed; run this again only to change them: node scripts/draw-assets.mjs
import { mkdir } from 'node:fs/promises'
import sharp from 'sharp'

const assets = new URL('../apps/api/assets/', import.meta.url)

const profile = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480">
  <defs>
    <linearGradient id="back" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#6c5ce7"/><stop offset="1" stop-color="#f38ba8"/></linearGradient>
    <linearGradient id="cup" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff4d6"/><stop offset="1" stop-color="#ffd8a8"/></linearGradient>
  </defs>
  <rect width="480" height="480" fill="url(#back)"/>
  <circle cx="380" cy="90" r="150" fill="#fff" opacity=".08"/><circle cx="70" cy="420" r="130" fill="#fff" opacity=".07"/>
  <path d="M60 520 C60 385 140 340 240 340 S420 385 420 520 Z" fill="#2d2a55"/>
  <circle cx="240" cy="220" r="112" fill="#fffaf3"/>
  <path d="M112 232 V214 A128 128 0 0 1 368 214 V232" fill="none" stroke="#2d2a55" stroke-width="24" stroke-linecap="round"/>
  <rect x="86" y="196" width="56" height="96" rx="26" fill="url(#cup)"/><rect x="338" y="196" width="56" height="96" rx="26" fill="url(#cup)"/>
  <path d="M192 226 q14 -18 28 0 M260 226 q14 -18 28 0" fill="none" stroke="#2d2a55" stroke-width="10" stroke-linecap="round"/>
  <path d="M206 262 q34 34 68 0" fill="none" stroke="#2d2a55" stroke-width="10" stroke-linecap="round"/>
</svg>`

const bars = Array.from({ length: 11 }, (_, i) => {
  const height = 90 + 170 * Math.sin(((i + 0.6) / 11) * Math.PI) * (i % 2 ? 1 : 0.68)
  return `<rect x="${212 + i * 56}" y="${512 - height / 2}" width="30" height="${height}" rx="15" fill="#fff" opacity="${0.55 + (i % 3) * 0.15}"/>`
})
const placeholder = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 1024 1024">
  <defs>
    <linearGradient id="back" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#252a5c"/><stop offset=".55" stop-color="#5b3f87"/><stop offset="1" stop-color="#d9698a"/></linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#ffd9b8" stop-opacity=".6"/><stop offset="1" stop-color="#ffd9b8" stop-opacity="0"/></radialGradient>
  </defs>
  <rect width="1024" height="1024" fill="url(#back)"/>
  <circle cx="512" cy="512" r="480" fill="url(#glow)"/>
  ${[250, 330, 410].map((r, i) => `<circle cx="512" cy="512" r="${r}" fill="none" stroke="#fff" stroke-width="3" opacity="${0.22 - i * 0.06}"/>`).join('')}
  ${bars.join('')}
</svg>`

const good = (
  from,
  to,
  shapes,
) => `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480">
  <defs><linearGradient id="back" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
  <rect width="480" height="480" fill="url(#back)"/><ellipse cx="240" cy="404" rx="150" ry="20" fill="#000" opacity=".12"/>
  ${shapes}
</svg>`
const kernels = [
  [190, 150],
  [240, 130],
  [290, 150],
  [165, 180],
  [215, 175],
  [265, 175],
  [315, 180],
]
/** What the demo's shop sells, by the names in packages/shared/src/objects/shipped.ts. */
const goods = {
  popcorn: good(
    '#ffe8b6',
    '#ffb997',
    `${kernels.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="34" fill="#fff6da" stroke="#e8c988" stroke-width="4"/>`).join('')}
    <path d="M140 190 H340 L312 404 H168 Z" fill="#fff"/><path d="M173 190 H207 L212 404 H190 Z M240 190 H273 L262 404 H235 Z M307 190 H340 L312 404 H290 Z" fill="#e63946"/>`,
  ),
  mug: good(
    '#d7e3fc',
    '#9fb4e0',
    `<path d="M320 210 h36 a50 50 0 0 1 0 100 h-36" fill="none" stroke="#f8f9fa" stroke-width="26"/>
    <rect x="130" y="160" width="200" height="244" rx="24" fill="#f8f9fa"/><rect x="130" y="230" width="200" height="92" fill="#22223b"/>
    ${[0, 1, 2, 3].map(i => `<rect x="${140 + i * 48}" y="254" width="38" height="44" fill="#c9d6f2"/><rect x="${150 + i * 48}" y="236" width="12" height="10" fill="#fff"/><rect x="${150 + i * 48}" y="306" width="12" height="10" fill="#fff"/>`).join('')}`,
  ),
  blanket: good(
    '#e2ece9',
    '#a7c4bc',
    `${[0, 1, 2].map(i => `<rect x="${110 + i * 6}" y="${330 - i * 70}" width="${260 - i * 12}" height="74" rx="36" fill="${['#6d597a', '#b56576', '#e56b6f'][i]}"/>`).join('')}
    ${Array.from({ length: 12 }, (_, i) => `<path d="M${122 + i * 21} 404 v16" stroke="#6d597a" stroke-width="6"/>`).join('')}`,
  ),
  slate: good(
    '#f1f1e6',
    '#c8c8b4',
    `<rect x="110" y="200" width="260" height="190" rx="10" fill="#2b2d42"/>
    <g transform="rotate(-12 116 190)"><rect x="110" y="148" width="264" height="44" rx="6" fill="#2b2d42"/>${[0, 1, 2, 3].map(i => `<path d="M${130 + i * 62} 148 h32 l-20 44 h-32 Z" fill="#fff"/>`).join('')}</g>
    ${[0, 1, 2].map(i => `<path d="M136 ${250 + i * 42} h208" stroke="#8d99ae" stroke-width="5"/>`).join('')}`,
  ),
  frame: good(
    '#f7d9c4',
    '#d9a88b',
    `<rect x="136" y="90" width="208" height="300" fill="#6f4518"/><rect x="154" y="108" width="172" height="264" fill="#fefae0"/>
    <circle cx="240" cy="200" r="52" fill="#f4a261"/><path d="M154 372 L214 262 L254 312 L288 276 L326 372 Z" fill="#264653"/>`,
  ),
  tickets: good(
    '#cdb4db',
    '#9a7fb5',
    `<rect x="126" y="110" width="228" height="286" rx="16" fill="#5a3e2b"/><rect x="126" y="110" width="34" height="286" rx="14" fill="#3f2a1c"/>
    ${[0, 1, 2].map(i => `<g transform="rotate(${i * 7 - 6} 260 ${190 + i * 66})"><rect x="184" y="${164 + i * 66}" width="146" height="52" rx="8" fill="#ffe8b6"/><path d="M290 ${164 + i * 66} v52" stroke="#c98b3c" stroke-width="4" stroke-dasharray="6 6"/></g>`).join('')}`,
  ),
}

for (const folder of ['profile', 'karlo', 'goods']) await mkdir(new URL(folder, assets), { recursive: true })
await sharp(Buffer.from(profile)).png({ compressionLevel: 9 }).toFile(new URL('profile/basic.png', assets).pathname)
await sharp(Buffer.from(placeholder)).webp({ quality: 82 }).toFile(new URL('karlo/placeholder.webp', assets).pathname)
await sharp(Buffer.from(placeholder))
  .resize(800)
  .jpeg({ quality: 80 })
  .toFile(new URL('karlo/placeholder.jpg', assets).pathname)
for (const [name, drawing] of Object.entries(goods))
  await sharp(Buffer.from(drawing))
    .webp({ quality: 82 })
    .toFile(new URL(`goods/${name}.webp`, assets).pathname)
