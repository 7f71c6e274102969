-- Most states are a few hundred characters: they are kept as they are, only large ones are packed into `state`.
ALTER TABLE engine.instances ADD COLUMN state_text text;
ALTER TABLE engine.instances ALTER COLUMN state DROP NOT NULL;

-- A step that saves less rows than it read has lost against another writer: it fails as a whole, before it commits.
CREATE FUNCTION engine.refuse_stale(saved bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF saved <> expected THEN
    RAISE EXCEPTION 'An instance was changed by another transaction.' USING ERRCODE = 'NJ001';
  END IF;
END $$;
