package io.weir.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMapTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 9, 40})
    void shouldBehaveAsALinkedHashMapWhateverIsDoneToIt(int keys) {
        Random random = new Random(keys);
        for (int round = 0; round < 200; round++) {
            // Given
            JsonMap map = new JsonMap();
            Map<String, Object> model = new LinkedHashMap<>();

            for (int step = 0; step < 60; step++) {
                // When
                String key = new String("k" + random.nextInt(keys)); // another object each time
                Object value = random.nextInt(10) == 0 ? null : step;
                switch (random.nextInt(6)) {
                    case 0 -> assertThat(map.remove(key)).isEqualTo(model.remove(key));
                    case 1 -> assertThat(map.add(key, value)).isEqualTo(addTo(model, key, value));
                    case 2 -> removeEach(map, model, random.nextInt(7) + 2);
                    case 3 -> replaceEach(map, model, value);
                    default -> assertThat(map.put(key, value)).isEqualTo(model.put(key, value));
                }

                // Then
                assertThat(map).isEqualTo(model).hasSize(model.size());
                assertThat(new ArrayList<>(map.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
                assertThat(map.get(key)).isEqualTo(model.get(key));
                assertThat(map.containsKey(key)).isEqualTo(model.containsKey(key));
                assertThat(map.get("none")).isNull();
            }
        }
    }

    private static boolean addTo(Map<String, Object> model, String key, Object value) {
        if (model.containsKey(key)) {
            return false;
        }
        model.put(key, value);
        return true;
    }

    private static void removeEach(JsonMap map, Map<String, Object> model, int nth) {
        for (Map<String, Object> one : List.of(map, model)) {
            Iterator<String> names = one.keySet().iterator();
            for (int i = 1; names.hasNext(); i++) {
                names.next();
                if (i % nth == 0) {
                    names.remove();
                }
            }
        }
    }

    private static void replaceEach(JsonMap map, Map<String, Object> model, Object value) {
        for (Map<String, Object> one : List.of(map, model)) {
            one.entrySet().forEach(entry -> entry.setValue(value));
        }
    }
}
