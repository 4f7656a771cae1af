-- Organisations that contacts belong to (lib/model/company.h).
CREATE TABLE olvido.company (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  company_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: K(company): name',
  PRIMARY KEY (account_id, company_id),
  CONSTRAINT company_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
ALTER TABLE olvido.contact
  ADD COLUMN company_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the company he belongs to, 0 is none',
  ADD KEY contact_company (account_id, company_id, contact_id);
-- A company's erasure and those of its contacts, which are each one of its own.
ALTER TABLE olvido.erasure
  ADD COLUMN parent_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the erasure that this is a part of, 0 is none',
  ADD KEY erasure_parent (account_id, parent_id);
