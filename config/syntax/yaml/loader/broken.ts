/** Why the loader would stop reading here. Thrown while one block is read, and turned into a problem of that block. */
export class Broken {
  // No Error: a file being typed throws many, and none needs a stack.
  /**
   * @param end exclusive; the same as `start` where something is missing
   * @param open offset of a quote or bracket that was still open when the block's text ended
   */
  constructor(
    readonly message: string,
    readonly start: number,
    readonly end: number,
    readonly open: number | null = null,
  ) {}
}
