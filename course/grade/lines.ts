import { StringDecoder } from 'node:string_decoder';

/** Cuts a stream of bytes into lines, none longer than `limit`. */
export class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private parts: string[] = [];
  private length = 0;

  constructor(
    private readonly limit: number,
    private readonly each: (line: string) => void,
  ) {}

  /** @returns false when a line has grown too long */
  add(chunk: Buffer): boolean {
    const pieces = this.decoder.write(chunk).split('\n');
    for (const [i, piece] of pieces.entries()) {
      this.length += piece.length;
      if (this.length > this.limit) return false;
      this.parts.push(piece);
      if (i < pieces.length - 1) this.flush();
    }
    return true;
  }

  private flush(): void {
    const line = this.parts.join('');
    this.parts = [];
    this.length = 0;
    this.each(line);
  }
}
