</main>
<footer class="site-foot">
<form class="languages" method="post" action="/language" aria-label="<?cs var:Lang.Site.Language ?>"><?cs call:csrf() ?>
<button class="link" name="language" value="en" lang="en"<?cs if:Page.Language == "en" ?> aria-pressed="true"<?cs /if ?>><?cs var:Lang.Site.English ?></button>
<button class="link" name="language" value="es" lang="es"<?cs if:Page.Language == "es" ?> aria-pressed="true"<?cs /if ?>><?cs var:Lang.Site.Spanish ?></button>
</form>
<p><?cs var:Lang.Portal.Powered ?></p>
</footer>
</body>
</html>
