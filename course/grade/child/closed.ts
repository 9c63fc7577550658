/**
 * Runs before anything else in a student's process behind Node's permission model, which guards files, processes and
 * threads, and not the network: makes every way there throw, and takes away what could bring one back.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import inspector from 'node:inspector';
import net from 'node:net';

const refuse = (): never => {
  throw new Error('This is closed here: no network, no signals, no native code.');
};

/** For good: a property that cannot be set back. */
const close = (object: object, names: readonly string[]): void => {
  for (const name of names)
    Object.defineProperty(object, name, { value: refuse, writable: false, configurable: false });
};

const own = (object: object): string[] =>
  Object.getOwnPropertyNames(object).filter((n) => n !== 'constructor' && isMethod(object, n));
const isMethod = (object: object, name: string): boolean =>
  typeof Object.getOwnPropertyDescriptor(object, name)?.value === 'function';

close(net.Socket.prototype, ['connect']);
close(net.Server.prototype, ['listen']);
close(dgram.Socket.prototype, ['bind', 'connect', 'send']);
for (const resolver of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  close(resolver, own(resolver));
  close(Object.getPrototypeOf(resolver) as object, own(Object.getPrototypeOf(resolver) as object));
}
const lookups = (module: object): string[] => own(module).filter((n) => /^(lookup|resolve|reverse|setServers)/.test(n));
close(dns, lookups(dns));
close(dns.promises, lookups(dns.promises));
close(inspector, ['open']);
close(
  process,
  ['binding', '_linkedBinding', 'dlopen', '_debugProcess', 'kill', '_kill'].filter((n) => n in process),
);
for (const name of ['fetch', 'WebSocket', 'EventSource']) {
  Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}
