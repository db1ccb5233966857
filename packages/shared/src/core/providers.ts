/** Whose accounts people may sign in with. */
export const providers = ['google', 'kakao', 'naver'] as const
export type Provider = (typeof providers)[number]
