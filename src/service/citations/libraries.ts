/** Sources published by or about libraries. */
export const libraries = {} as const;
