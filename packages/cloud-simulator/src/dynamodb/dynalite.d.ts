declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A server that speaks DynamoDB and keeps everything in memory. */
  export default function dynalite(options?: {
    /** Milliseconds that tables stay in state CREATING. */
    createTableMs?: number;
  }): Server;
}
