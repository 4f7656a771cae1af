-- Copies of people's data that an erasure makes anew: those of one account that are
-- being made or can be had (lib/model/export_anew.c).
ALTER TABLE olvido.contact_export ADD KEY export_account (account_id, state);
