import type { TestProject } from 'vitest/node';
import { install, newConsumer, removeConsumer, type Consumer } from './consumer.js';

declare module 'vitest' {
  export interface ProvidedContext {
    consumer: Consumer;
  }
}

/** One consumer for all tests of the project. @returns what ends it */
export default function setup(project: TestProject): () => void {
  install();
  const consumer = newConsumer();
  project.provide('consumer', consumer);
  return () => {
    removeConsumer(consumer);
  };
}
