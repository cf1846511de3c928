/** Sources published by or about aws. */
export const aws = {} as const;
