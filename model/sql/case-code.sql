-- Case codes are given by the database, so that no two cases ever share one. Safe to run again.

CREATE SEQUENCE IF NOT EXISTS njia_case_number;

CREATE OR REPLACE FUNCTION njia_next_case_code() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT format('HRD-%s-%s', to_char(now(), 'YYYY'), lpad(nextval('njia_case_number')::text, 6, '0'))
$$;

ALTER TABLE cases ALTER COLUMN code SET DEFAULT njia_next_case_code();
