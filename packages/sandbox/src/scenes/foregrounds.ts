/** From dark to light. */
export interface Colours {
  readonly dark: string
  readonly low: string
  readonly high: string
  readonly light: string
}

type Draw = (colours: Colours, random: () => number) => string

const many = (count: number, draw: (i: number) => string) => Array.from({ length: count }, (_, i) => draw(i)).join('')

/** All of them are drawn on 1000 units a side. */
const scaled =
  (draw: Draw): Draw =>
  (colours, random) =>
    `<svg x="0" y="0" width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none">${draw(colours, random)}</svg>`

/** The inside of a room around one large window: what lies outside is the landscape. */
const room = (colour: string, frame: string) =>
  `<path fill-rule="evenodd" d="M0,0 H1000 V1000 H0 Z M150,110 H850 V690 H150 Z" fill="${colour}"/>
  <path d="M150,110 H850 V690 H150 Z M500,110 V690 M150,330 H850" fill="none" stroke="${frame}" stroke-width="16"/>
  <rect x="120" y="690" width="760" height="34" rx="6" fill="${frame}"/>`

const cafe: Draw = ({ dark, high, light }) =>
  `${room(dark, '#6b4630')}
  ${many(5, i => `<path d="M${190 + i * 155},0 V${70 + (i % 2) * 45}" stroke="#1c1512" stroke-width="5"/><path d="M${155 + i * 155},${120 + (i % 2) * 45} q35,-75 70,0 Z" fill="#c98b2e"/><circle cx="${190 + i * 155}" cy="${124 + (i % 2) * 45}" r="16" fill="#ffe9b0"/>`)}
  <ellipse cx="500" cy="905" rx="520" ry="115" fill="#8a5a3a"/><ellipse cx="500" cy="893" rx="500" ry="100" fill="#a8714a"/>
  <ellipse cx="420" cy="900" rx="150" ry="34" fill="#f3e6d2"/><path d="M310,770 H530 C530,860 500,900 420,900 S310,860 310,770 Z" fill="${light}"/>
  <path d="M528,790 C600,780 600,870 510,862" fill="none" stroke="${light}" stroke-width="18"/><ellipse cx="420" cy="772" rx="110" ry="24" fill="#4a2c1d"/>
  <path d="M420,784 c-34,-14 -40,-24 -18,-24 c10,0 18,8 18,8 c0,0 8,-8 18,-8 c22,0 16,10 -18,24 Z" fill="#e8c9a0"/>
  <g fill="none" stroke="#fff6e6" stroke-width="9" opacity=".6" stroke-linecap="round"><path d="M380,735 q-30,-40 0,-80 t0,-80"/><path d="M430,730 q-30,-40 0,-80 t0,-80"/><path d="M478,735 q-30,-40 0,-80 t0,-70"/></g>
  <path d="M640,880 l190,-46 l60,52 l-195,50 Z" fill="${high}"/><path d="M640,880 l190,-46 l0,12 l-190,46 Z" fill="#fff3dd"/>`

const home: Draw = ({ dark, low, light }) =>
  `${room(dark, '#d9c3a2')}
  <path d="M150,110 C230,300 200,560 110,720 H60 V80 H150 Z M850,110 C770,300 800,560 890,720 H940 V80 H850 Z" fill="${low}"/>
  <rect x="0" y="790" width="1000" height="210" fill="#5a3c2c"/><path d="M0,790 H1000" stroke="#3d281d" stroke-width="10"/>
  <path d="M760,820 V520" stroke="#2b1d16" stroke-width="12"/><path d="M690,520 L720,400 H800 L830,520 Z" fill="#ffe2a0"/><circle cx="760" cy="500" r="210" fill="#ffdf9a" opacity=".2"/>
  <rect x="90" y="640" width="480" height="220" rx="46" fill="${light}"/><rect x="60" y="720" width="540" height="150" rx="40" fill="#c9714f"/>
  <rect x="150" y="650" width="160" height="110" rx="24" fill="#e9bb4d"/>
  <path d="M380,715 c0,-70 110,-70 120,0 c26,-4 40,14 30,24 H370 c-14,-8 -6,-22 10,-24 Z" fill="#2a2430"/><path d="M386,680 l-6,-46 l34,26 Z M440,664 l26,-34 l8,44 Z" fill="#2a2430"/>
  <path d="M520,730 q60,-20 50,-70" stroke="#2a2430" stroke-width="16" fill="none" stroke-linecap="round"/>`

const train: Draw = ({ dark, high, light }, random) =>
  `<path d="M0,830 L1000,742 V1000 H0 Z" fill="#4a4038"/>
  ${many(26, i => `<path d="M${i * 42 - 20},${880 - i * 4} l34,-3 l16,44 l-40,4 Z" fill="#2d2621"/>`)}
  <path d="M0,872 L1000,784 M0,905 L1000,812" stroke="#c6ccd8" stroke-width="8"/>
  <path d="M-40,470 L770,448 C880,450 930,560 950,720 L940,770 L-40,850 Z" fill="${high}"/>
  <path d="M-40,470 L770,448 C830,450 868,480 895,530 L-40,552 Z" fill="${light}"/>
  <path d="M-40,752 L944,690 L947,730 L-40,796 Z" fill="${dark}"/>
  ${many(6, i => `<path d="M${10 + i * 128},${578 - i * 3} h96 v${104 - i * 3} h-96 Z" fill="#ffe7a6" stroke="${dark}" stroke-width="7"/>${random() < 0.6 ? `<circle cx="${50 + i * 128}" cy="${640 - i * 3}" r="19" fill="${dark}"/><path d="M${22 + i * 128},${678 - i * 6} q28,-34 56,0 Z" fill="${dark}"/>` : ''}`)}
  <path d="M786,560 h66 q30,40 44,92 h-110 Z" fill="#bfe6f4" stroke="${dark}" stroke-width="7"/>
  <circle cx="925" cy="722" r="20" fill="#fff6c8"/><circle cx="925" cy="722" r="70" fill="#fff3b0" opacity=".35"/>
  ${many(8, i => `<path d="M${60 + i * 110},${855 - i * 9} m-34,0 a34,34 0 1 0 68,0 a34,34 0 1 0 -68,0" fill="#1c1a1e"/><circle cx="${60 + i * 110}" cy="${855 - i * 9}" r="11" fill="#8d95a3"/>`)}`

const desert: Draw = ({ dark }, random) =>
  `<path d="M0,610 C220,520 360,640 560,585 S860,520 1000,590 V1000 H0 Z" fill="#e5b36a"/>
  <path d="M0,700 C260,600 420,760 640,670 S900,640 1000,690 V1000 H0 Z" fill="#d3954c"/><path d="M640,670 C700,720 660,820 720,1000 H1000 V690 C900,640 760,630 640,670 Z" fill="#b87537" opacity=".75"/>
  <path d="M0,830 C300,720 520,890 1000,800 V1000 H0 Z" fill="#c4813d"/>
  ${many(9, i => `<path d="M0,${850 + i * 17} q250,-${30 + random() * 26} 500,0 t500,-8" fill="none" stroke="#a96a2c" stroke-width="3" opacity=".5"/>`)}
  <g fill="${dark}" opacity=".92">${many(3, i => `<g transform="translate(${470 + i * 105} ${618 - i * 6}) scale(${0.8 - i * 0.08})"><path d="M0,40 q10,-40 40,-34 q14,-34 30,0 q24,-2 26,30 l-8,0 l-4,52 h-7 l-4,-44 h-38 l-4,44 h-7 l-4,-50 Z"/><path d="M96,28 q26,8 24,-34 q18,-8 20,6 q-2,50 -44,46 Z"/></g>`)}</g>
  <g fill="#3f6b45"><rect x="150" y="610" width="44" height="250" rx="22"/><path d="M150,740 h-44 q-22,0 -22,-24 v-56 h34 v40 h32 Z M194,700 h42 v-64 h34 v72 q0,26 -26,26 h-50 Z"/></g>`

const dance: Draw = ({ dark, low, high, light }, random) =>
  `<rect width="1000" height="1000" fill="${dark}" opacity=".82"/>
  ${many(9, i => `<path d="M500,210 L${i * 150 - 170},1000 h${70 + random() * 90} Z" fill="${[high, low, light, '#44c8e2', '#ff4fc0'][i % 5]}" opacity="${(0.16 + random() * 0.16).toFixed(2)}"/>`)}
  <path d="M500,0 V90" stroke="#c6ccd8" stroke-width="6"/><circle cx="500" cy="210" r="122" fill="#aab4c8"/>
  ${many(11, row =>
    many(13, column => {
      const y = 108 + row * 20
      const half = Math.sqrt(Math.max(0, 118 ** 2 - (y + 8 - 210) ** 2))
      const x = 500 - half + (column / 13) * half * 2
      return `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(2, (half * 2) / 13 - 3).toFixed(1)}" height="17" fill="${['#ffffff', '#d8e2f2', high, low, '#8d9ab5'][Math.floor(random() * 5)]}" opacity="${(0.5 + random() * 0.5).toFixed(2)}"/>`
    }),
  )}
  ${many(60, () => `<circle cx="${(random() * 1000).toFixed(0)}" cy="${(random() * 760).toFixed(0)}" r="${(2 + random() * 7).toFixed(1)}" fill="${['#fff', light, high][Math.floor(random() * 3)]}" opacity="${(0.3 + random() * 0.6).toFixed(2)}"/>`)}
  <g fill="#0b0a14">${many(9, i => {
    const [x, y, up] = [40 + i * 118 + random() * 30, 700 + random() * 70, random() < 0.5 ? -1 : 1]
    return `<circle cx="${x}" cy="${y}" r="34"/><path d="M${x - 48},1000 L${x - 40},${y + 80} Q${x},${y + 20} ${x + 40},${y + 80} L${x + 48},1000 Z"/><path d="M${x + 30 * up},${y + 80} L${x + 84 * up},${y - 20} L${x + 66 * up},${y - 110}" fill="none" stroke="#0b0a14" stroke-width="24" stroke-linecap="round" stroke-linejoin="round"/><path d="M${x - 30 * up},${y + 80} L${x - 78 * up},${y + 20} L${x - 62 * up},${y - 50}" fill="none" stroke="#0b0a14" stroke-width="24" stroke-linecap="round" stroke-linejoin="round"/>`
  })}</g>`

const campfire: Draw = ({ dark }) =>
  `<circle cx="620" cy="820" r="300" fill="#ffb347" opacity=".22"/><path d="M180,860 L360,560 L540,860 Z" fill="#c9714f"/><path d="M360,560 L430,860 H290 Z" fill="#3a2430"/><path d="M360,560 L395,860 H325 Z" fill="#ffd98a" opacity=".8"/>
  <path d="M560,870 l150,-34 M560,836 l150,34" stroke="#4a2f20" stroke-width="22" stroke-linecap="round"/><path d="M635,850 c-70,-50 -10,-90 -6,-150 c40,40 70,60 62,100 c16,-8 18,-24 16,-36 c30,44 10,86 -72,86 Z" fill="#ff8a3d"/><path d="M640,850 c-34,-30 -4,-50 0,-84 c30,30 44,60 0,84 Z" fill="#ffe08a"/><path d="M0,900 Q500,850 1000,900 V1000 H0 Z" fill="${dark}" opacity=".75"/>`

const desk: Draw = ({ dark, low, high, light }) =>
  `${room(dark, '#8a6642')}
  <rect x="0" y="800" width="1000" height="200" fill="#7a5236"/><rect x="0" y="790" width="1000" height="22" fill="#946846"/>
  ${many(6, i => `<rect x="${90 + (i % 2) * 14}" y="${776 - i * 30}" width="${250 - (i % 3) * 26}" height="28" rx="4" fill="${[low, high, light, '#c9714f', '#4c9a5c', '#f9d65c'][i]}"/>`)}
  <path d="M420,800 l110,-44 l110,44 l110,-44 v-10 l-110,40 l-110,-40 l-110,54 Z" fill="#fff6e6"/><path d="M420,800 q60,-60 110,-30 q50,-30 110,30 Z" fill="#fdf1dc" stroke="#c9b594" stroke-width="3"/>
  <path d="M800,800 V560 L700,470" fill="none" stroke="#22324a" stroke-width="14"/><path d="M640,500 L700,420 L770,480 Z" fill="#22324a"/><path d="M660,500 L740,480 L700,800 H420 Z" fill="#ffe9a0" opacity=".25"/>`

export const foregrounds = {
  cafe: scaled(cafe),
  home: scaled(home),
  train: scaled(train),
  desert: scaled(desert),
  dance: scaled(dance),
  campfire: scaled(campfire),
  desk: scaled(desk),
} satisfies Record<string, Draw>

export type Foreground = keyof typeof foregrounds
