import { cpus, loadavg } from "node:os";

/**
 * Whether times mean anything: on a machine with more to do than it has cores, a browser waits for its turn, and every
 * wait looks like work. What must hold is asserted always, how fast only then.
 */
export function isCalm(): boolean {
  return (loadavg()[0] ?? 0) < 2 * cpus().length;
}
