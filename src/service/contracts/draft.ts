/** Something that is being put together, and is read alone once it is whole. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
