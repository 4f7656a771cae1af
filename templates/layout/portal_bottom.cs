</main>
<footer class="site-foot">
<form class="languages" method="post" action="/language" aria-label="<?cs var:Lang.Site.Language ?>"><?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Page.Here ?>">
<button type="submit" class="plain" name="language" value="en" lang="en"<?cs if:Page.Language == "en" ?> aria-pressed="true"<?cs /if ?>><?cs var:Lang.Language.en ?></button>
<button type="submit" class="plain" name="language" value="es" lang="es"<?cs if:Page.Language == "es" ?> aria-pressed="true"<?cs /if ?>><?cs var:Lang.Language.es ?></button>
</form>
<p><a href="/privacy"><?cs var:Lang.Records.Privacy ?></a></p>
<p class="powered"><?cs call:mark() ?> <?cs var:Lang.Portal.Powered ?></p>
</footer>
</body>
</html>
