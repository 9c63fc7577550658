// A contestant for the tests: a step takes a millisecond; asked for 13, it dies.
import { createInterface } from 'node:readline';

const say = (line) => console.log(JSON.stringify(line));

console.log('some talk before');
say({ ready: `talker of ${process.env.TALKER}` });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === '13') {
    console.error('unlucky');
    process.exit(3);
  }
  say({ seconds: Number(line) / 1000 });
}
