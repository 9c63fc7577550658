export interface Interrupt {
  heard(): boolean;
  stopListening(): void;
}

/** Hears Ctrl+C, which is also what a notebook's stop button sends. A second Ctrl+C ends the program as usual. */
export function listenForInterrupt(): Interrupt {
  let heard = false;
  const hear = () => {
    heard = true;
  };
  process.once('SIGINT', hear);
  return {
    heard: () => heard,
    stopListening: () => {
      process.removeListener('SIGINT', hear);
    },
  };
}
