-- The security page and security.txt (RFC 9116) of an account, and whom it thanks.

CREATE TABLE olvido.security_page (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  shown TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag',
  department_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the restricted department that reports go to',
  contact VARCHAR(300) NOT NULL COMMENT 'plain: the company''s own public address for reports, mailto: or https:',
  policy TEXT NOT NULL COMMENT 'plain: the company''s own public text',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds; a year after it was last confirmed',
  PRIMARY KEY (account_id),
  CONSTRAINT security_page_department FOREIGN KEY (account_id, department_id) REFERENCES olvido.department (account_id, department_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.security_thanks (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  thanks_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the one who reported',
  at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NULL COMMENT 'sealed: K(contact): the name he wants to be thanked by; null: taken back',
  PRIMARY KEY (account_id, thanks_id),
  KEY security_thanks_contact (account_id, contact_id),
  CONSTRAINT security_thanks_contact_fk FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id)
) ENGINE=InnoDB;
