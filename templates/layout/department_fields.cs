<div class="field"><label for="name"><?cs var:Lang.Department.Name ?></label>
<input id="name" name="name" required maxlength="100" autocomplete="off" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Department.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="mailbox"><?cs var:Lang.Department.Mailbox ?></label>
<input id="mailbox" name="mailbox" type="email" required maxlength="254" autocomplete="off" autocapitalize="none" spellcheck="false" value="<?cs var:Form.mailbox ?>" aria-describedby="mailbox-hint<?cs if:Error.mailbox ?> mailbox-mistake<?cs /if ?>"<?cs if:Error.mailbox ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="mailbox-hint"><?cs var:Lang.Department.MailboxHint ?> <?cs each:h = Hosts ?><strong>@<?cs var:h.Name ?></strong> <?cs /each ?></p>
<?cs call:mistake("mailbox-mistake", Error.mailbox) ?></div>
