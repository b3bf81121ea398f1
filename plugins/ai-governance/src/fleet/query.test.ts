import {
  isFiltered,
  readFleetQuery,
  withoutCards,
  writeFleetQuery,
} from './query';
import type { FleetQuery } from './query';

const read = (search: string) => readFleetQuery(new URLSearchParams(search));

describe('the address of the page of all endpoints', () => {
  it('shows the worst first and everything by default', () => {
    const query = read('');
    expect(query).toMatchObject({
      order: 'verdict',
      direction: 'asc',
      view: 'table',
    });
    expect(isFiltered(query.filter)).toBe(false);
    expect(writeFleetQuery(query).toString()).toBe('');
  });

  it('is read as it was written', () => {
    const query: FleetQuery = {
      filter: {
        owner: ['group:default/a&b', 'group:default/c'],
        cloud: ['azure'],
        system: ['none'],
        lifecycle: ['production'],
        verdict: ['fail', 'none'],
        health: ['unhealthy'],
        search: 'credit risk',
      },
      order: 'lastRunAt',
      direction: 'asc',
      view: 'topology',
    };
    expect(read(writeFleetQuery(query).toString())).toEqual(query);
  });

  it('leaves out what nobody knows', () => {
    const { filter, order, direction, view } = read(
      'verdict=fine&verdict=fail&health=ill&cloud=mars&order=size&direction=up&view=pie&owner=',
    );
    expect(filter).toEqual({ verdict: ['fail'] });
    expect([order, direction, view]).toEqual(['verdict', 'asc', 'table']);
  });

  it('searches for no more characters than the server takes', () => {
    expect(read(`search=${'x'.repeat(500)}`).filter.search).toHaveLength(200);
  });

  it('counts on the cards what choosing them would show', () => {
    const { filter } = read(
      'owner=group:default/a&verdict=fail&health=healthy',
    );
    expect(isFiltered({ search: 'x' })).toBe(true);
    expect(withoutCards(filter)).toEqual({ owner: ['group:default/a'] });
  });
});
