<input type="hidden" name="offer" value="<?cs var:Offer.Sealed ?>">
<div class="field"><label for="code"><?cs var:Lang.Factor.Code ?></label>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="32"<?cs call:wrong("code-mistake", Error.code) ?>>
<?cs call:mistake("code-mistake", Error.code) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Factor.Confirm ?></button>
