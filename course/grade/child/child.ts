/**
 * The process in which one student's functions run. It knows no test and no right answer: it loads cells, calls
 * functions with the data that it is sent, and sends back data. Whatever a student does to it can only spoil their own
 * answers.
 *
 *     node child.js HARNESS    (a file, or nothing)
 */
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ready, setRandomState, tf } from 'saddlepoint';
import { gradients, type Loose } from '../../check/remote';
import { declare, onlyFunctions, type Scope } from '../../release/evaluate';
import { CHANNEL, HELLO, type Answer, type Call, type Load, type Request } from './messages';
import { decode, encode, type Wire } from './wire';

type Called = Record<string, Loose>;
type Harness = Record<string, (student: Called) => Called>;

const scope: Scope = {};
const solved = new Map<string, Called>();
const called = new Map<string, Called>();
const channel = new Socket({ fd: CHANNEL, readable: true, writable: true });

/** In a student's notebook `check` shows a table; here nobody would see it. */
const COURSE = { check: () => Promise.resolve() };
const resolving = createRequire(__filename);
const require_ = Object.assign((name: string): unknown => {
  return name === 'saddlepoint-course' ? COURSE : (resolving(name) as unknown);
}, resolving) as NodeJS.Require;

async function load({ code, exercise }: Load): Promise<string[]> {
  const declared = onlyFunctions(await declare(code, scope, require_)) as Called;
  if (exercise !== undefined) solved.set(exercise, declared);
  return Object.keys(declared);
}

/** An exercise's functions as its tests call them. */
function functionsOf(exercise: string): Called {
  const known = called.get(exercise);
  if (known !== undefined) return known;
  const file = process.argv[2];
  const harness = file === undefined ? {} : (resolving(file) as { harness: Harness }).harness;
  const student = solved.get(exercise) ?? {};
  const functions = harness[exercise]?.(student) ?? student;
  called.set(exercise, functions);
  return functions;
}

async function call({ exercise, name, args, gradient, random }: Call): Promise<Wire> {
  tf.engine().startScope();
  try {
    const f = functionsOf(exercise)[name];
    if (f === undefined) throw new TypeError(`there is no function ${name}`);
    const values = args.map(decode);
    setRandomState(random);
    return await encode(await (gradient ? gradients(name, f, values) : f(...values)));
  } finally {
    tf.engine().endScope();
  }
}

async function answer(request: Request): Promise<Answer> {
  const { id } = request;
  try {
    const value = request.do === 'load' ? await encode(await load(request)) : await call(request);
    return { id, value };
  } catch (error) {
    return { id, error: inWords(error) };
  }
}

/** A student may throw anything, also what cannot be printed. */
function inWords(error: unknown): { name: string; message: string } {
  try {
    const { name, message } = Object(error) as Record<string, unknown>;
    if (error instanceof Error) return { name: String(name), message: String(message).slice(0, 1000) };
    return { name: 'Error', message: `${String(error).slice(0, 200)} was thrown` };
  } catch {
    return { name: 'Error', message: 'something was thrown that cannot be printed' };
  }
}

const send = (a: Answer): void => void channel.write(`${JSON.stringify(a)}\n`);

// A promise or a timer that a student left behind is no answer, and ends nothing.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
channel.on('error', () => process.exit(1));
channel.on('close', () => process.exit(0));

void ready('wasm').then(() => {
  createInterface(channel).on('line', (line) => void answer(JSON.parse(line) as Request).then(send));
  send({ id: HELLO, value: null });
});
