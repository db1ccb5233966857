/** Stands in the hash of a tagged text: with another vocabulary all films are tagged anew. */
export const tagVersion = 1

/** Everything that a film can be tagged with. Pages show these words as they are. */
export const filmTags = [
  '감동적인',
  '긴장감 있는',
  '잔잔한',
  '통쾌한',
  '웃긴',
  '슬픈',
  '무서운',
  '로맨틱한',
  '몽환적인',
  '어두운',
  '따뜻한',
  '생각하게 하는',
  '반전이 있는',
  '실화 바탕',
  '가족 이야기',
  '성장 이야기',
  '우정',
  '첫사랑',
  '복수',
  '범죄 수사',
  '전쟁',
  '역사',
  '사회 비판',
  '권력',
  '생존',
  '모험',
  '우주',
  '시간',
  '괴물',
  '초자연',
  '음악',
  '스포츠',
  '학교',
  '시골',
  '도시',
  '여행',
  '예술가',
  '법정',
  '영웅',
  '동물',
] as const

/** Of one film. */
export const mostTags = 3
