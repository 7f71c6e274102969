-- Indexes and uniqueness over several columns, which Directus cannot state. Safe to run again.

-- List of cases of an office, newest first.
CREATE INDEX IF NOT EXISTS cases_of_office ON cases (office, status, opened_at DESC);
-- Inbox of an office, most urgent first.
CREATE INDEX IF NOT EXISTS tasks_inbox ON tasks (office, candidate_group, due_at) WHERE state IN ('open', 'completing');
CREATE INDEX IF NOT EXISTS tasks_of_assignee ON tasks (assignee, due_at) WHERE state IN ('open', 'completing');
-- What the dispatcher looks for every second.
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (next_attempt_at, created_at) WHERE done_at IS NULL;
-- Open offers of a provider.
CREATE INDEX IF NOT EXISTS referrals_of_offer ON referrals (chosen_offer, state);

CREATE UNIQUE INDEX IF NOT EXISTS sla_clocks_one ON sla_clocks (clock, risk_level);
CREATE UNIQUE INDEX IF NOT EXISTS form_fields_one ON form_fields (collection, field);
CREATE UNIQUE INDEX IF NOT EXISTS service_offers_areas_one ON service_offers_areas (service_offers_id, areas_id);
