import type { CrowdDomain } from '../core/crowd.js'

export const crowd: CrowdDomain = () => ({ derived: ['search_texts'] })
