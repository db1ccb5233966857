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

for (const folder of ['profile', 'karlo']) await mkdir(new URL(folder, assets), { recursive: true })
await sharp(Buffer.from(profile)).png({ compressionLevel: 9 }).toFile(new URL('profile/basic.png', assets).pathname)
await sharp(Buffer.from(placeholder)).webp({ quality: 82 }).toFile(new URL('karlo/placeholder.webp', assets).pathname)
await sharp(Buffer.from(placeholder))
  .resize(800)
  .jpeg({ quality: 80 })
  .toFile(new URL('karlo/placeholder.jpg', assets).pathname)
