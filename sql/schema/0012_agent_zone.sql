-- An agent reads times in his own zone; '' is the account's.
ALTER TABLE olvido.agent
  ADD COLUMN zone VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'plain: IANA name he chose, as coarse as his language' AFTER language;
