import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudSimulator } from '../CloudSimulator';
import { demoFleet } from '../fleet/demoFleet';
import { orderValue } from '../fleet/external/orderValue';
import { pressMaintenance } from '../fleet/external/pressMaintenance';
import { HOUR_MS } from '../traffic/LogSeries';
import { type Inference, InferenceSeries } from './InferenceSeries';

jest.setTimeout(60_000);

const anchor = new Date('2026-03-31T12:00:00Z');
const now = () => new Date('2026-03-31T12:30:00Z');
const fleet = { ...demoFleet, endpoints: [], historyHours: 50 };

describe('InferenceSeries', () => {
  const series = new InferenceSeries({
    model: pressMaintenance,
    anchor: anchor.getTime(),
  });
  const hour = anchor.getTime() - HOUR_MS;

  it('is the same however it is cut', () => {
    const whole = series.between(hour, hour + 2 * HOUR_MS);
    const ids = (inferences: Inference[]) =>
      inferences.map(({ id }) => id).sort();
    expect(
      ids([
        ...series.between(hour, hour + 100_000),
        ...series.between(hour + 100_000, hour + 2 * HOUR_MS),
      ]),
    ).toEqual(ids(whole));
    expect(whole.length).toBeGreaterThan(60);
    const { input, output } = whole[0];
    expect(Object.keys(input)).toEqual(
      pressMaintenance.columns
        .filter(({ role }) => role === 'feature')
        .map(({ name }) => name),
    );
    expect(output.failure_probability).toEqual(expect.any(Number));
  });

  it('tells its story', () => {
    const mean = (from: number) => {
      const values = series
        .between(from, from + 24 * HOUR_MS)
        .flatMap(({ input }) =>
          typeof input.vibration_mm_s === 'number' ? input.vibration_mm_s : [],
        );
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const day = 24 * HOUR_MS;
    expect(mean(anchor.getTime() - 3 * day)).toBeGreaterThan(
      1.25 * mean(anchor.getTime() - 12 * day),
    );
  });
});

describe('models outside the clouds', () => {
  let simulator: CloudSimulator;
  let backend: Server;
  let answers: number[];
  let requests: { url: string; key?: string; auth?: string; body: string }[];
  const errors: unknown[] = [];

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ fleet, anchor, now });
    answers = [];
    requests = [];
    errors.length = 0;
    backend = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const status = answers.shift() ?? 202;
        response.writeHead(status).end('{}');
        const { 'idempotency-key': key, authorization: auth } = request.headers;
        requests.push({
          url: request.url!,
          key: key as string | undefined,
          auth,
          body,
        });
      });
    });
    await new Promise<void>(resolve => {
      backend.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await simulator.stop();
    backend.closeAllConnections();
    await new Promise(resolve => backend.close(resolve));
  });

  function run(token = 'secret') {
    const { port } = backend.address() as AddressInfo;
    return simulator.runExternalModels({
      push: { url: `http://127.0.0.1:${port}/api`, token },
      onError: error => errors.push(error),
    });
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  it('push their past once, oldest first, and ask to be measured', async () => {
    const running = run();
    await until(() => requests.some(({ url }) => url.endsWith('/runs')));
    await simulator.stop();
    await running;
    const pushes = requests.slice(0, -1);
    expect(pushes).toHaveLength(3);
    expect(new Set(pushes.map(({ key }) => key)).size).toBe(3);
    expect(requests.map(({ auth }) => auth)).toEqual(
      Array(4).fill('Bearer secret'),
    );
    expect(pushes[0].url).toBe(
      '/api/v1/models/default.press-maintenance/inferences',
    );
    const times = pushes.flatMap(({ body }) =>
      body
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).time),
    );
    expect(times.every(time => Date.parse(time) < now().getTime())).toBe(true);
    expect(times[0].slice(0, 13)).toBe('2026-03-29T10');
    expect(times.at(-1)! > '2026-03-31T12:20').toBe(true);
    expect(errors).toEqual([]);
  });

  it('stop pushing when they are refused, and say so', async () => {
    answers = [403];
    const running = run();
    await until(() => errors.length > 0);
    expect(String(errors[0])).toMatch(/inferences was answered 403/);
    await simulator.stop();
    await running;
    expect(requests).toHaveLength(1);
  });

  it('write to DynamoDB before the first query is answered', async () => {
    const running = simulator.runExternalModels({
      onError: error => errors.push(error),
    });
    const client = new DynamoDBClient({
      endpoint: simulator.dynamodbUrl,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: 'inference-log',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: {
          ':pk': { S: `${orderValue.name}#2026-03-30` },
        },
      }),
    );
    expect(Items.length).toBeGreaterThan(300);
    expect(Items[0]).toMatchObject({
      request: { S: expect.any(String) },
      features: { M: { device: { S: expect.any(String) } } },
      result: { M: { order_value: { N: expect.any(String) } } },
    });
    expect(simulator.requests()).toMatchObject([
      { operation: 'Query', resource: 'inference-log', status: 200 },
    ]);
    client.destroy();
    await simulator.stop();
    await running;
    expect(errors).toEqual([]);
  });
});
