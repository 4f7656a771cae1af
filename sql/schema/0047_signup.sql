-- Signing up at the provider's, what is agreed to there, and accounts' domains.

-- A sign-up lies with the provider's own account until the new one is there; what
-- names the applicant is sealed under a secret of the sign-up's own (kind 47),
-- which is forgotten when it is installed or when nobody confirmed it.
CREATE TABLE olvido.signup (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the provider''s own account',
  signup_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum signup_state',
  host VARCHAR(253) NOT NULL COMMENT 'plain: the host name that it wishes, public and reserved for it',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds; nothing is left after it',
  terms VARCHAR(40) NOT NULL COMMENT 'plain: version of the terms agreed to, a word of the provider''s',
  processing VARCHAR(40) NOT NULL COMMENT 'plain: version of the data-processing agreement, a word of the provider''s',
  digest BINARY(32) NULL COMMENT 'digest: of the 256-bit token in the mail',
  sealed BLOB NOT NULL COMMENT 'sealed: K(signup): company, name, address',
  PRIMARY KEY (account_id, signup_id),
  UNIQUE KEY signup_wish (account_id, host),
  KEY signup_host (host),
  UNIQUE KEY signup_digest (account_id, digest),
  KEY signup_state (account_id, state, expires_at),
  CONSTRAINT signup_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Texts of the provider's; one that was agreed to never changes nor goes.
CREATE TABLE olvido.legal_text (
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum legal_kind',
  version VARCHAR(40) NOT NULL COMMENT 'plain: a word of the provider''s, shown to the public',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  body MEDIUMTEXT NOT NULL COMMENT 'plain: what the provider publishes',
  set_at BIGINT NOT NULL COMMENT 'plain: seconds; the newest is the one in force',
  PRIMARY KEY (kind, version, language)
) ENGINE=InnoDB;

CREATE TABLE olvido.agreement (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum legal_kind',
  version VARCHAR(40) NOT NULL COMMENT 'plain: of the text agreed to, a word of the provider''s',
  language CHAR(2) NOT NULL COMMENT 'plain: code; of the text that was shown',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of who agreed',
  agreed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, kind, version),
  CONSTRAINT agreement_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Domains of accounts' own. What is proved has a row in host as well.
CREATE TABLE olvido.domain (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  domain_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  host VARCHAR(253) NOT NULL COMMENT 'plain: the company''s public host name',
  token CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: random; its owner publishes it in the DNS or on the web',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum domain_state',
  settled TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: the state that host and audit log know of',
  proof TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum domain_proof; what the last look found',
  added_at BIGINT NOT NULL COMMENT 'plain: seconds',
  looked_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  look_at BIGINT NOT NULL COMMENT 'plain: seconds; when to look next',
  proved_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when a proof was last seen',
  PRIMARY KEY (account_id, domain_id),
  UNIQUE KEY domain_host (account_id, host),
  KEY domain_look (look_at),
  CONSTRAINT domain_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

ALTER TABLE olvido.account
  ADD COLUMN first_steps TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: 1: its owner is led through the first steps';

-- What applies until the provider puts texts of his own (olvido terms set).
INSERT INTO olvido.legal_text (kind, version, language, body, set_at) VALUES
(1, 'shipped-1', 'en', 'These are the example terms that come with Olvido. The provider of this service replaces them with its own before it opens sign-up to the public.

1. Service. The provider runs a help desk for your company at the address you choose and keeps it available with reasonable care. It may change it where the law, security or its further development make that necessary, and tells you in time.
2. Trial. The help desk is free for the days of the trial that the plan names. Without a plan it is paused after that, and later ended, as described in the provider''s plan; you are told by mail before each step.
3. Your duties. You keep logins secret, use the help desk lawfully, send no unsolicited mail with it and have the right to process the data you put into it.
4. Data. You stay responsible for the personal data of your customers; the provider processes it on your behalf under the data-processing agreement.
5. End. You may end the contract at any time in the panel. You can take a copy of your data before. When the time that the plan names is over, the data is destroyed and you are given a certificate.
6. Liability. The provider is liable without limit for intent and gross negligence and for harm to life, body and health, otherwise for the foreseeable damage of a breach of essential duties.', 0),
(1, 'shipped-1', 'es', 'Estas son las condiciones de ejemplo que acompañan a Olvido. El proveedor de este servicio las sustituye por las suyas antes de abrir el alta al público.

1. Servicio. El proveedor gestiona un servicio de atención para su empresa en la dirección que usted elija y lo mantiene disponible con un cuidado razonable. Puede modificarlo cuando la ley, la seguridad o su desarrollo lo exijan, y le avisa con tiempo.
2. Prueba. El servicio es gratuito durante los días de prueba que indica el plan. Sin un plan, después se detiene y más tarde se termina, como describe el plan del proveedor; se le avisa por correo antes de cada paso.
3. Sus obligaciones. Usted guarda en secreto las claves, usa el servicio conforme a la ley, no envía con él correo no solicitado y tiene derecho a tratar los datos que introduce.
4. Datos. Usted sigue siendo responsable de los datos personales de sus clientes; el proveedor los trata por encargo suyo según el contrato de tratamiento de datos.
5. Fin. Usted puede terminar el contrato en cualquier momento desde el panel, y llevarse antes una copia de sus datos. Pasado el plazo que indica el plan, los datos se destruyen y usted recibe un certificado.
6. Responsabilidad. El proveedor responde sin límite por dolo y culpa grave y por daños a la vida, el cuerpo y la salud; en lo demás, por el daño previsible del incumplimiento de obligaciones esenciales.', 0),
(2, 'shipped-1', 'en', 'This is the example data-processing agreement (Art. 28 GDPR) that comes with Olvido. The provider of this service replaces it with its own before it opens sign-up to the public.

1. Subject. The provider (processor) stores and processes messages, contacts and files of your help desk on your behalf (controller), for as long as the contract lasts.
2. People and data. Your customers and your staff: names, addresses, telephone numbers, what they write and send.
3. Instructions. The provider processes the data only as you instruct, which you do by using the help desk, and tells you when it thinks an instruction is unlawful.
4. Confidentiality and security. Whoever has access is bound to confidentiality. Personal data is sealed at rest under keys that belong to the person it is about.
5. Help. The help desk has what you need to answer requests of data subjects: access, correction, restriction, erasure, portability. The provider tells you of a personal data breach without undue delay.
6. Sub-processors. The provider names them and tells you of changes, to which you may object.
7. End. After the end of the contract and the time that the plan names, all data is destroyed and a certificate is given.
8. Proof. The provider gives you what you need to show that these duties are kept, and allows audits.', 0),
(2, 'shipped-1', 'es', 'Este es el contrato de tratamiento de datos de ejemplo (art. 28 del RGPD) que acompaña a Olvido. El proveedor de este servicio lo sustituye por el suyo antes de abrir el alta al público.

1. Objeto. El proveedor (encargado) guarda y trata por cuenta de usted (responsable) los mensajes, contactos y archivos de su servicio de atención, mientras dure el contrato.
2. Personas y datos. Sus clientes y su personal: nombres, direcciones, teléfonos, lo que escriben y envían.
3. Instrucciones. El proveedor trata los datos solo según sus instrucciones, que usted da al usar el servicio, y le avisa si cree que una es ilícita.
4. Confidencialidad y seguridad. Quien tiene acceso está obligado a la confidencialidad. Los datos personales se guardan sellados con claves que pertenecen a la persona de quien tratan.
5. Ayuda. El servicio ofrece lo necesario para responder a los interesados: acceso, rectificación, limitación, supresión, portabilidad. El proveedor le avisa sin dilación de una violación de la seguridad de los datos.
6. Subencargados. El proveedor los nombra y le avisa de los cambios, a los que usted puede oponerse.
7. Fin. Tras el fin del contrato y el plazo que indica el plan, todos los datos se destruyen y se entrega un certificado.
8. Prueba. El proveedor le da lo necesario para demostrar que cumple, y permite auditorías.', 0);
