import type { Demo } from '../core/demo.js'

export const demo: Demo = {
  accounts: [
    { email: 'listener@mudig.local', name: '새벽감성', about: '비 오는 날엔 발라드를 듣습니다.', genre: '발라드,인디' },
    { email: 'digger@mudig.local', name: 'CrateDigger', about: 'Always one record ahead.', genre: 'R&B,힙합,POP' },
    { email: 'dancer@mudig.local', name: '춤추는고양이', about: '주말마다 춤춰요 💃', genre: 'K-POP,댄스' },
    { email: 'ost@mudig.local', name: '엔딩크레딧', about: '영화가 끝나도 자리에 앉아 있는 사람', genre: 'OST,J-POP' },
  ],
}
