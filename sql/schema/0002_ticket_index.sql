-- Postponed tickets whose day has come, over the installation; an agent's own
-- list and its count without walking over all that he ever resolved.
CREATE INDEX ticket_postponed ON olvido.ticket (postponed_until);
CREATE INDEX ticket_agent_status ON olvido.ticket (account_id, agent_id, status, activity_at, ticket_id);
