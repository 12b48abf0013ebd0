import type { DeepPartial, ObjectLiteral, Repository } from 'typeorm';

/**
 * Inserts a row and sets its generated id. `values` must have every column but the id. TypeORM's own update of the
 * entity is off: it sets a generated BIGINT as text, without the column's transformer.
 */
export async function insertRow<Row extends ObjectLiteral & { id: number }>(
  repository: Repository<Row>,
  values: DeepPartial<Row>,
): Promise<Row> {
  const row = repository.create(values);
  const { raw } = await repository.createQueryBuilder().insert().values(row).updateEntity(false).execute();
  row.id = Number(raw.insertId);
  return row;
}
