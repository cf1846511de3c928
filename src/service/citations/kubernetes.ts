/** Sources published by or about kubernetes. */
export const kubernetes = {} as const;
