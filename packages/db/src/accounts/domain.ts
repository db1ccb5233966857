import { deleteByAddress, deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { removeExpired } from './accounts.js'
import { acts } from './acts.js'
import { devices, followRequests, follows, formerHandles, identities, profilePicture, sessions } from './copy.js'
import { clearAccount, forgetAttempts, forgetFollows, forgetIdentityTokens, peopleAround } from './erase.js'
import { drop as dropExports, queueRemovals } from './exports.js'
import { queueErasures } from './withdrawals.js'

/** Nobody can read anything in these, or they last for minutes. */
const secret = 'A secret that is good for minutes; nothing in it is about the person.'

export const domain = {
  name: 'accounts',
  personal: {
    follows: {
      people: ['follower', 'followee'],
      copy: [
        {
          name: 'following',
          about: { ko: '팔로우하는 사람', en: 'people whom you follow' },
          read: follows('follower', 'followee'),
        },
        {
          name: 'followers',
          about: { ko: '나를 팔로우하는 사람', en: 'people who follow you' },
          read: follows('followee', 'follower'),
        },
      ],
      erase: async (trx, { id }) => {
        await forgetFollows(trx, id)
        return undefined
      },
    },
    follow_requests: {
      people: ['follower', 'followee'],
      copy: [
        {
          name: 'follow-requests',
          about: { ko: '수락을 기다리는 팔로우', en: 'people whom you asked to follow' },
          read: followRequests,
        },
      ],
      erase: async (trx, { id }) => {
        await trx
          .deleteFrom('follow_requests')
          .where(eb => eb.or([eb('follower', '=', id), eb('followee', '=', id)]))
          .execute()
        return undefined
      },
    },
    identity_tokens: {
      people: ['email', 'subject'],
      copy: secret,
      erase: async (trx, person) => {
        await forgetIdentityTokens(trx, person)
        return undefined
      },
    },
    identities: {
      people: ['user_id', 'email', 'subject'],
      copy: [
        {
          name: 'identities',
          about: {
            ko: '연결된 소셜 계정 (Google, 카카오, 네이버)',
            en: 'linked accounts at Google, Kakao and Naver',
          },
          read: identities,
        },
      ],
      erase: deleteOf('identities', 'user_id'),
    },
    reserved_handles: {
      people: ['user_id'],
      copy: [
        {
          name: 'former-handles',
          about: {
            ko: '이전에 쓰던 핸들 (얼마 동안 다른 사람이 쓸 수 없습니다)',
            en: 'handles that you had before (kept from others for a while)',
          },
          read: formerHandles,
        },
      ],
      erase: deleteOf('reserved_handles', 'user_id'),
    },
    sessions: {
      people: ['user_id', 'user_agent', 'address'],
      copy: [
        {
          name: 'sessions',
          about: { ko: '로그인 기록: 기기, IP 주소, 시각', en: 'sign-ins: device, IP address, times' },
          read: sessions,
        },
      ],
      erase: deleteOf('sessions', 'user_id'),
    },
    known_devices: {
      people: ['user_id'],
      copy: [
        {
          name: 'devices',
          about: {
            ko: '기기와 네트워크가 마지막으로 확인된 시각 (어떤 기기인지는 해시로만 보관합니다)',
            en: 'when each device and network was last seen (which it was is kept as a hash only)',
          },
          read: devices,
        },
      ],
      erase: deleteOf('known_devices', 'user_id'),
    },
    otp_requests: { people: ['email'], copy: secret, erase: deleteByAddress('otp_requests') },
    signup_tokens: { people: ['email'], copy: secret, erase: deleteByAddress('signup_tokens') },
    account_mails: { people: ['email'], copy: secret, erase: deleteByAddress('account_mails') },
    oauth_states: { people: ['user_id'], copy: secret, erase: deleteOf('oauth_states', 'user_id') },
    account_exports: {
      people: ['user_id'],
      copy: 'It is about the copy itself.',
      // By jobs, whose last act removes the rows: until then they know what lies in the store.
      erase: async (trx, { id }) => {
        await dropExports(trx, id)
        return undefined
      },
    },
    attempts: {
      people: ['subject'],
      copy: 'Counts of the last hours, which limit guesses.',
      erase: async (trx, person) => {
        await forgetAttempts(trx, person)
        return undefined
      },
    },
    staff: {
      people: ['email'],
      copy: 'Operators are no listeners; nobody else is in it.',
      erase: 'An operator is disabled by a command, not by a withdrawal.',
    },
    users: {
      people: ['email'],
      copy: 'It is account.json, see findAccount.',
      objects: profilePicture,
      erase: clearAccount,
    },
  },
  locks: { users: peopleAround },
  acts,
  schedules: [
    { name: 'accounts.remove-expired', everySeconds: 600, runBatch: removeExpired },
    {
      name: 'accounts.erase-withdrawn',
      everySeconds: 3_600,
      // What is queued stays due until its job has run, so another batch would find the same.
      runBatch: async (db, limit) => {
        await queueErasures(db, limit)
        return 0
      },
    },
    {
      name: 'accounts.remove-exports',
      everySeconds: 600,
      runBatch: async (db, limit) => {
        await queueRemovals(db, limit)
        return 0
      },
    },
  ],
  counters: [
    { name: 'followers', table: 'users', column: 'follower_count', from: 'follows', of: 'followee' },
    { name: 'following', table: 'users', column: 'following_count', from: 'follows', of: 'follower' },
  ],
  searchTexts: { users: { number: 2, table: 'users', columns: ['name', 'about', 'is_active'] } },
} as const satisfies Domain
