import type { Thing } from "./frames.ts";

/** What is told about: one row, or one list of ids. */
export type Topic = string;

export const rowTopic = (entity: string, id: string): Topic => `${entity} ${id}`;
export const listTopic = (index: string, key: string): Topic => `${index}/${key}`;
/** Any row of a kind. For what is small: projects, people, tags. */
export const kindTopic = (entity: string): Topic => `${entity} *`;

export const glowTopic = (thing: Thing): Topic => `glow ${thing.entity} ${thing.id}`;
export const presenceTopic: Topic = "presence";
export const taskPresenceTopic = (taskId: string): Topic => `presence ${taskId}`;

/** Told about with the rows: kept texts and the state of the connection. */
export const KEPT_TOPIC = "kept";
export const LOADED_TOPIC = "loaded";
export const STATUS_TOPIC = "status";
