/** Sources published by or about nginx. */
export const nginx = {} as const;
