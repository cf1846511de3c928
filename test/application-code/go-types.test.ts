import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goTypesIn } from '../../src/service/languages/application-code/linking/go-types';

describe('types of Go', () => {
  it('are told by their methods, without the names of parameters and packages', () => {
    const text = `package orders

type Store interface {
	// ByID gives one.
	ByID(ctx context.Context, id int64) (*model.Order, error)
	List(
		ctx context.Context,
		limit, offset int,
	) ([]model.Order, error)
	io.Closer
	Each(func(o model.Order, last bool) error) error
	Any(value interface{}) map[string]struct{}
}

func (s *SQL[T]) ByID(_ context.Context, key int64) (order *Order, err error) {
	return nil, nil
}
func (SQL) List(context.Context, int, int) ([]Order, error) { return nil, nil }
func (s SQL) Any(v any) map[string]struct{} { return nil }
`;
    const found = goTypesIn(text);
    const asked = found.interfaces?.Store ?? [];
    assert.deepEqual(asked, [
      'ByID(Context,int64)*Order,error',
      'List(Context,int,int)[]Order,error',
      'Each(func(oOrder,lastbool)error)error',
      'Any(any)map[string]struct{}',
    ]);
    assert.deepEqual(found.methods?.SQL, [asked[0], asked[1], asked[3]]);
  });

  it('of a half-typed text are those that can be read', () => {
    assert.deepEqual(goTypesIn('type Store interface {\n\tByID(ctx'), {});
    assert.deepEqual(goTypesIn('func (s *SQL) ByID(ctx context.Context'), {});
  });
});
