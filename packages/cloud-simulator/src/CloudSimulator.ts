import { InputError } from '@backstage/errors';
import { ArmService } from './azure/arm/ArmService';
import { BlobService } from './azure/blob/BlobService';
import { MonitorService } from './azure/monitor/MonitorService';
import type { PortalCallbacks } from './callbacks/callbacks';
import { CloudWatchService } from './cloudwatch/CloudWatchService';
import { Dynalite } from './dynamodb/Dynalite';
import { DynamoDbService } from './dynamodb/DynamoDbService';
import { ExternalModels, type PushTarget } from './external/ExternalModels';
import { FaultRegistry, type SimulatorFault } from './faults/FaultRegistry';
import { demoFleet } from './fleet/demoFleet';
import type { SimulatedFleet } from './fleet/types';
import type { SimulatedService } from './http/wire';
import { RequestLog, type RequestRecord } from './http/RequestLog';
import { SimulatorServer } from './http/SimulatorServer';
import {
  PagerDutyAccount,
  type AcceptedChange,
  type AcceptedEvent,
  type SimulatedIncident,
} from './pagerduty/PagerDutyAccount';
import { PagerDutyService } from './pagerduty/PagerDutyService';
import { createPages } from './pages/createPages';
import { inboxRoutes } from './pages/inboxRoutes';
import { indexPage } from './pages/indexPage';
import { ObjectStore } from './s3/ObjectStore';
import { S3Service } from './s3/S3Service';
import { SageMakerService } from './sagemaker/SageMakerService';
import { SERVICE_ROOTS, serviceEndpoints } from './serviceEndpoints';
import { SlackService } from './slack/SlackService';
import { SlackWorkspace, type SlackInboxMessage } from './slack/SlackWorkspace';
import { Mailbox, type ReceivedMail } from './smtp/Mailbox';
import { SmtpService } from './smtp/SmtpService';
import { StsService } from './sts/StsService';
import { CaptureArchive } from './traffic/CaptureArchive';
import { CaptureSeries } from './traffic/CaptureSeries';
import { CollectorSeries } from './traffic/CollectorSeries';
import { LabelSeries } from './traffic/LabelSeries';
import { HOUR_MS } from './traffic/LogSeries';

/** How to start a simulator. */
export interface CloudSimulatorOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Port of the mail server, default 0: any free port. */
  smtpPort?: number;
  /** Address to listen on, default 127.0.0.1. */
  host?: string;
  /** Clock, default the wall clock. */
  now?: () => Date;
  /** What the clouds hold, default `demoFleet`. */
  fleet?: SimulatedFleet;
  /** Instant that the fleet's times are relative to; cut to its hour. Default: now, when the simulator starts. */
  anchor?: Date;
  /** Where Slack and PagerDuty tell what people do in their inboxes; see {@link CloudSimulator.connectPortal}. */
  callbacks?: PortalCallbacks;
}

/**
 * Clouds for demos and tests on one local port: those of AWS and Azure, Slack's Web API and PagerDuty's events on the
 * wire, with a mail server on another, and with a fleet of endpoints whose captured traffic is made up on demand, the same for the same fleet, anchor and key.
 */
export class CloudSimulator {
  /** `http://host:port` without a slash at the end. */
  readonly url: string;
  /** Port of the mail server. */
  readonly smtpPort: number;
  /** Hour that the fleet's times are relative to. */
  readonly anchor: Date;
  readonly #server: SimulatorServer;
  readonly #archive: CaptureArchive;
  readonly #store: ObjectStore;
  readonly #blobs: ObjectStore;
  readonly #workspace: SlackWorkspace;
  readonly #pagerDuty: PagerDutyAccount;
  readonly #mailbox: Mailbox;
  readonly #smtp: SmtpService;
  readonly #callbacks: PortalCallbacks;
  readonly #faults: FaultRegistry;
  readonly #log: RequestLog;
  readonly #dynalite: Dynalite;
  readonly #external: ExternalModels;
  readonly #stopping = new AbortController();

  /** Starts a simulator. @throws InputError for an invalid anchor; an error of Node.js when the port is taken */
  static async start(
    options: CloudSimulatorOptions = {},
  ): Promise<CloudSimulator> {
    const { host = '127.0.0.1', now = () => new Date() } = options;
    const { fleet = demoFleet } = options;
    const anchor = new Date(
      Math.floor((options.anchor ?? now()).getTime() / HOUR_MS) * HOUR_MS,
    );
    if (Number.isNaN(anchor.getTime())) {
      throw new InputError('The anchor of the simulator is not an instant');
    }
    const azure = fleet.azure ?? { subscriptions: [], workspaces: [] };
    const archive = new CaptureArchive({
      series: [
        ...CaptureSeries.ofFleet(fleet, anchor),
        ...LabelSeries.ofFleet(fleet, anchor),
        ...CollectorSeries.ofAzure(azure, anchor),
      ],
      historyHours: fleet.historyHours,
      anchor,
      now,
    });
    const store = new ObjectStore({ archive, buckets: fleet.buckets, now });
    const blobs = new ObjectStore({
      archive,
      buckets: azure.workspaces.map(
        ({ storage }) => `${storage.account}/${storage.container}`,
      ),
      now,
    });
    const workspace = new SlackWorkspace({ ...fleet.slack, now });
    const pagerDuty = new PagerDutyAccount({ now });
    const mailbox = new Mailbox({ now });
    const faults = new FaultRegistry();
    const log = new RequestLog(now);
    const smtp = new SmtpService({ mailbox, faults, log });
    const callbacks: PortalCallbacks = { ...options.callbacks };
    const sts = new StsService({ fleet, now });
    const accountOf = (accessKeyId: string) => sts.accountOf(accessKeyId);
    const dynalite = new Dynalite();
    const external = new ExternalModels({ fleet, anchor, now, dynalite });
    const server = new SimulatorServer({
      services: new Map<string, SimulatedService>([
        [SERVICE_ROOTS.s3, new S3Service({ store, accountOf })],
        [
          SERVICE_ROOTS.sagemaker,
          new SageMakerService({ fleet, anchor, now, accountOf }),
        ],
        [
          SERVICE_ROOTS.cloudwatch,
          new CloudWatchService({ fleet, anchor, now, accountOf }),
        ],
        [SERVICE_ROOTS.sts, sts],
        [
          SERVICE_ROOTS.dynamodb,
          new DynamoDbService({
            dynalite,
            accountOf,
            ready: () => external.tables(),
          }),
        ],
        [
          SERVICE_ROOTS.arm,
          new ArmService({
            azure,
            root: SERVICE_ROOTS.arm,
            anchor,
            now,
          }),
        ],
        [
          SERVICE_ROOTS.blob,
          new BlobService({
            store: blobs,
            emptyFirstPage: azure.paging?.emptyFirstPage,
          }),
        ],
        [
          SERVICE_ROOTS.monitor,
          new MonitorService({
            azure,
            historyHours: fleet.historyHours,
            anchor,
            now,
          }),
        ],
        [SERVICE_ROOTS.slack, new SlackService(workspace)],
        [SERVICE_ROOTS.pagerduty, new PagerDutyService(pagerDuty)],
      ]),
      pages: createPages({
        index: url =>
          indexPage({
            fleet,
            anchor,
            endpoints: serviceEndpoints(url),
            counts: log.counts(),
          }),
        anchor,
        inboxes: inboxRoutes({
          workspace,
          pagerDuty,
          mailbox,
          callbacks: () => callbacks,
          now,
        }),
        faults,
        log,
      }),
      faults,
      log,
    });
    const port = await server.listen(options.port ?? 0, host);
    const smtpPort = await smtp.listen(options.smtpPort ?? 0, host);
    const address = host.includes(':') ? `[${host}]` : host;
    return new CloudSimulator({
      url: `http://${address}:${port}`,
      smtpPort,
      anchor,
      server,
      archive,
      store,
      blobs,
      workspace,
      pagerDuty,
      mailbox,
      smtp,
      callbacks,
      faults,
      log,
      dynalite,
      external,
    });
  }

  private constructor(parts: {
    url: string;
    smtpPort: number;
    anchor: Date;
    server: SimulatorServer;
    archive: CaptureArchive;
    store: ObjectStore;
    blobs: ObjectStore;
    workspace: SlackWorkspace;
    pagerDuty: PagerDutyAccount;
    mailbox: Mailbox;
    smtp: SmtpService;
    callbacks: PortalCallbacks;
    faults: FaultRegistry;
    log: RequestLog;
    dynalite: Dynalite;
    external: ExternalModels;
  }) {
    this.url = parts.url;
    this.smtpPort = parts.smtpPort;
    this.anchor = parts.anchor;
    this.#server = parts.server;
    this.#archive = parts.archive;
    this.#store = parts.store;
    this.#blobs = parts.blobs;
    this.#workspace = parts.workspace;
    this.#pagerDuty = parts.pagerDuty;
    this.#mailbox = parts.mailbox;
    this.#smtp = parts.smtp;
    this.#callbacks = parts.callbacks;
    this.#faults = parts.faults;
    this.#log = parts.log;
    this.#dynalite = parts.dynalite;
    this.#external = parts.external;
  }

  /** Endpoint URL for S3 clients; they need `forcePathStyle`. */
  get s3Url(): string {
    return `${this.url}${SERVICE_ROOTS.s3}`;
  }

  /** Endpoint URL for SageMaker clients. */
  get sagemakerUrl(): string {
    return `${this.url}${SERVICE_ROOTS.sagemaker}`;
  }

  /** Endpoint URL for DynamoDB clients. */
  get dynamodbUrl(): string {
    return `${this.url}${SERVICE_ROOTS.dynamodb}`;
  }

  /** Endpoint URL for CloudWatch clients. */
  get cloudwatchUrl(): string {
    return `${this.url}${SERVICE_ROOTS.cloudwatch}`;
  }

  /** Endpoint URL for STS clients. */
  get stsUrl(): string {
    return `${this.url}${SERVICE_ROOTS.sts}`;
  }

  /** Endpoint URL for clients of Azure Resource Manager; any bearer token is good. */
  get armUrl(): string {
    return `${this.url}${SERVICE_ROOTS.arm}`;
  }

  /** Endpoint URL for clients of Azure's Blob service; `/{account}/{container}` follows. */
  get blobUrl(): string {
    return `${this.url}${SERVICE_ROOTS.blob}`;
  }

  /** Endpoint URL for clients of Azure Monitor's metrics; `/{region}` follows. */
  get monitorUrl(): string {
    return `${this.url}${SERVICE_ROOTS.monitor}`;
  }

  /** `slackApiUrl` for Slack's WebClient; ends in a slash. */
  get slackApiUrl(): string {
    return `${this.url}${SERVICE_ROOTS.slack}/`;
  }

  /** URL to send PagerDuty's events to; `/v2/enqueue` follows. */
  get pagerDutyUrl(): string {
    return `${this.url}${SERVICE_ROOTS.pagerduty}`;
  }

  /** Tells from now on the portal what people do in the inboxes of Slack and PagerDuty. */
  connectPortal(callbacks: PortalCallbacks): void {
    Object.assign(this.#callbacks, callbacks);
  }

  /** Puts an object, and makes its bucket when it is not there. */
  putObject(bucket: string, key: string, body: string | Buffer): void {
    const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
    this.#store.put(bucket, key, bytes, {
      contentType: 'binary/octet-stream',
      headers: {},
    });
  }

  /**
   * Puts a blob, and makes its container when it is not there.
   * @param container - `{account}/{container}`
   */
  putBlob(
    container: string,
    name: string,
    body: string | Buffer,
    type: 'AppendBlob' | 'BlockBlob' = 'AppendBlob',
  ): void {
    this.#blobs.put(
      container,
      name,
      typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
      {
        contentType: 'application/octet-stream',
        headers: { 'x-ms-blob-type': type },
      },
    );
  }

  /** All messages in the Slack inbox, oldest first. */
  slackMessages(): SlackInboxMessage[] {
    return this.#workspace.messages();
  }

  /** All incidents in PagerDuty, oldest first. */
  pagerDutyIncidents(): SimulatedIncident[] {
    return this.#pagerDuty.incidents();
  }

  /** All alert events that PagerDuty accepted, oldest first: also those that changed nothing. */
  pagerDutyEvents(): AcceptedEvent[] {
    return this.#pagerDuty.events();
  }

  /** All change events that PagerDuty accepted, oldest first. */
  pagerDutyChanges(): AcceptedChange[] {
    return this.#pagerDuty.changes();
  }

  /** All mails that were received, oldest first. */
  mails(): ReceivedMail[] {
    return this.#mailbox.mails();
  }

  /** Lets something go wrong from now on. @throws InputError when the fault makes no sense */
  addFault(fault: SimulatorFault): void {
    this.#faults.add(fault);
  }

  /** Forgets all faults. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** The last calls of all services, oldest first. */
  requests(): RequestRecord[] {
    return this.#log.records();
  }

  /**
   * Makes sizes and hashes of all captured files ahead of the first listing, between other work: a few seconds for
   * the demo's fleet.
   * @returns when all are made or the simulator is stopped
   */
  async prepare(): Promise<void> {
    await this.#archive.prepare(this.#stopping.signal);
  }

  /**
   * Lets the fleet's models that run outside the clouds write to DynamoDB, and push when there is somebody to push to:
   * the past first, then what goes on.
   * @param options - `onError` is told what failed; it is tried again later
   * @returns when the simulator is stopped
   */
  async runExternalModels(options: {
    push?: PushTarget;
    onError: (error: unknown) => void;
  }): Promise<void> {
    await this.#external.run({ ...options, signal: this.#stopping.signal });
  }

  /** Closes all connections and stops. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#external.stopped();
    await this.#server.close();
    await this.#smtp.close();
    await this.#dynalite.stop();
  }
}
