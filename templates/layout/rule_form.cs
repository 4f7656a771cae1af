<?cs # What a rule is about; its form is around it. ?><div class="field"><label for="subject"><?cs var:Lang.Keep.What ?></label>
<select id="subject" name="subject"<?cs call:wrong("subject-mistake", Error.subject) ?>><option value="1"><?cs var:Lang.Keep.RuleTickets ?></option><option value="2"<?cs if:Form.subject == #2 ?> selected<?cs /if ?>><?cs var:Lang.Keep.RuleContacts ?></option></select>
<?cs call:mistake("subject-mistake", Error.subject) ?></div>
<div class="field"><label for="department"><?cs var:Lang.Panel.Department ?></label>
<select id="department" name="department"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:Form.department == d.Id ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="tag"><?cs var:Lang.Keep.Tag ?></label>
<select id="tag" name="tag"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:g = Tags ?><option value="<?cs var:g.Id ?>"<?cs if:Form.tag == g.Id ?> selected<?cs /if ?>><?cs var:g.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="channel"><?cs var:Lang.Keep.Channel ?></label>
<select id="channel" name="channel"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:c = Channels ?><option value="<?cs var:c.Id ?>"<?cs if:Form.channel == c.Id ?> selected<?cs /if ?>><?cs var:Lang.Channel[c.Name] ?></option><?cs /each ?></select></div>
<div class="field"><label for="status"><?cs var:Lang.Panel.Status ?></label>
<select id="status" name="status"><option value=""><?cs var:Lang.Keep.AnyStatus ?></option><?cs each:s = Statuses ?><option value="<?cs var:s.Name ?>"<?cs if:Form.status == s.Name ?> selected<?cs /if ?>><?cs var:Lang.Status[s.Name] ?></option><?cs /each ?></select></div>
<div class="field"><label for="days"><?cs var:Lang.Keep.Days ?></label>
<input id="days" name="days" type="number" min="1" max="7300" required value="<?cs var:Form.days ?>"<?cs call:wrong("days-mistake", Error.days) ?>>
<?cs call:mistake("days-mistake", Error.days) ?></div>
<div class="field"><label for="act"><?cs var:Lang.Keep.Then ?></label>
<select id="act" name="act"><option value="1"><?cs var:Lang.Keep.Act.1 ?></option><option value="2"<?cs if:Form.act == #2 ?> selected<?cs /if ?>><?cs var:Lang.Keep.Act.2 ?></option><option value="3"<?cs if:Form.act == #3 ?> selected<?cs /if ?>><?cs var:Lang.Keep.Act.3 ?></option></select></div>
<p class="hint"><?cs var:Lang.Keep.RuleHint ?> <?cs var:Lang.Keep.AnonymiseHint ?></p>