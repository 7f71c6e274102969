-- Row policies go by office, so the office of a case-bound row must be the office of its case: always, whoever writes it.
-- Safe to run again.

CREATE OR REPLACE FUNCTION njia_case_office() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  office_of_case uuid;
BEGIN
  IF NEW."case" IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT office INTO office_of_case FROM cases WHERE id = NEW."case";
  -- Told apart from a plain mistake by nobody: to the writer, a case of another office does not exist.
  IF TG_OP = 'INSERT' AND NEW.office IS NOT NULL AND NEW.office IS DISTINCT FROM office_of_case THEN
    RAISE EXCEPTION 'The case belongs to another office.' USING
      ERRCODE = 'foreign_key_violation',
      DETAIL = format('Key (case)=(%s) is not a case of this office.', NEW."case"),
      TABLE = TG_TABLE_NAME;
  END IF;
  NEW.office := office_of_case;
  RETURN NEW;
END
$$;

-- An action typed inside the form of a plan names its plan only.
CREATE OR REPLACE FUNCTION njia_case_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."case" IS NULL AND NEW.case_plan IS NOT NULL THEN
    SELECT "case" INTO NEW."case" FROM case_plans WHERE id = NEW.case_plan;
  END IF;
  RETURN NEW;
END
$$;

-- Tables that carry a case and an office, those of administrators included.
CREATE OR REPLACE FUNCTION njia_case_bound_tables() RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT relation.many_collection::text
  FROM directus_relations AS relation
  JOIN information_schema.columns AS "column"
    ON "column".table_schema = current_schema()
    AND "column".table_name = relation.many_collection
    AND "column".column_name = 'office'
  WHERE relation.many_field = 'case' AND relation.one_collection = 'cases'
$$;

-- A case that moves to another office takes its whole file along.
CREATE OR REPLACE FUNCTION njia_move_case_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bound text;
BEGIN
  FOR bound IN SELECT njia_case_bound_tables() LOOP
    EXECUTE format('UPDATE %I SET office = $1 WHERE "case" = $2', bound) USING NEW.office, NEW.id;
  END LOOP;
  RETURN NEW;
END
$$;

DO $$
DECLARE
  bound text;
BEGIN
  FOR bound IN SELECT njia_case_bound_tables() LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER njia_case_office BEFORE INSERT OR UPDATE OF "case", office ON %I
       FOR EACH ROW EXECUTE FUNCTION njia_case_office()', bound);
  END LOOP;
END
$$;

-- Triggers of one table fire in the order of their names: the case must be known before the office.
CREATE OR REPLACE TRIGGER njia_a_case_of_plan BEFORE INSERT ON case_plan_actions
  FOR EACH ROW EXECUTE FUNCTION njia_case_of_plan();

CREATE OR REPLACE TRIGGER njia_move_case_file AFTER UPDATE OF office ON cases
  FOR EACH ROW WHEN (OLD.office IS DISTINCT FROM NEW.office) EXECUTE FUNCTION njia_move_case_file();
