import type { DeepPartial, ObjectLiteral, Repository } from 'typeorm';

/**
 * Inserts a row that has all its values but the id, and gives it the id that the database chose. TypeORM hands a
 * generated BIGINT on as text, without asking the column's transformer.
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
